// One app on a phone: shows a chat as it stands and sends what its owner types and taps.

import { day, time } from "/moments.js";
import { copy } from "/parts.js";
import { formatted, link } from "/text.js";

const TOAST_STAYS = 4000;
const TAP_WAITS = 5000;
const GAP = 8; // above a long message, so that it is seen where it begins

export class Talk {
  constructor(person, app, send) {
    this.person = person;
    this.app = app;
    this.send = send;
    this.shown = new Map(); // message id → { json, node }
    this.seen = new Set(); // ids of messages that were on the screen
    this.unread = 0;
    this.taps = new Map(); // query id → the button that waits for its answer
    this.replyTo = null;
    this.isAtEnd = true;
    this.beginning = null; // a long newest message, read from its first line on
    this.placed = null; // where the page scrolled to; null where its reader did
    this.newest = null; // the id of the last message
    this.root = copy("talk");
    this.find = (selector) => this.root.querySelector(selector);
    this.find(".log").setAttribute("aria-label", `Tin nhắn của ${person.name} trên ${app.name}`);
    this.find("textarea").setAttribute("aria-label", `${person.name} nhắn cho Trợ Lý Số trên ${app.name}`);
    this.find("textarea").placeholder = app.hint;
    this.find(".begin").textContent = app.begin;
    this.find(".menu").hidden = !app.has_commands;
    this.listen();
  }

  listen() {
    const field = this.find("textarea");
    this.find(".write").addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.say(field.value)) field.value = "";
      this.grow();
      field.focus();
    });
    field.addEventListener("input", () => this.grow());
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.find(".write").requestSubmit();
      }
    });
    this.find(".begin").addEventListener("click", () => this.send("begin", {}));
    this.find(".quote .close").addEventListener("click", () => this.quote(null));
    this.find(".menu").addEventListener("click", () => this.toggleCommands());
    this.find(".notice button").addEventListener("click", () => {
      this.find(".notice").hidden = true;
      field.focus();
    });
    const log = this.find(".log");
    log.addEventListener("scroll", () => {
      if (this.size !== sizeOf(log)) return this.keepPlace(); // the page moved it, not the reader
      if (this.placed !== null && Math.abs(log.scrollTop - this.placed) < 2) return;
      this.placed = this.beginning = null;
      this.isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
      if (this.isAtEnd) this.find(".newer").hidden = true;
    });
    this.find(".newer").addEventListener("click", () => {
      this.appear();
      log.focus();
    });
    new ResizeObserver(() => this.keepPlace()).observe(log);
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.hideCommands();
      this.quote(null);
    });
  }

  grow() {
    const field = this.find("textarea");
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  }

  /** Send it; whether there was anything to send. */
  say(text) {
    if (!text.trim()) {
      if (text) this.toast("Tin nhắn chưa có chữ nào.");
      return !text;
    }
    this.hideCommands();
    const replyTo = this.replyTo;
    this.quote(null);
    this.appear();
    this.beginning = null;
    this.isAtEnd = true; // what is sent now, and its answer, are to be seen
    this.sayEach(pieces(text.trim(), this.app.longest), replyTo);
    return true;
  }

  async sayEach(texts, replyTo) {
    for (const text of texts) await this.send("say", { text, reply_to: replyTo });
  }

  quote(message) {
    this.replyTo = message ? message.id : null;
    this.find(".quote").hidden = !message;
    if (!message) return;
    this.find(".quote span").textContent = message.text.trim().split("\n", 1)[0] || "Tin nhắn";
    this.find("textarea").focus();
  }

  async toggleCommands() {
    const list = this.find(".commands");
    if (!list.hidden) return this.hideCommands();
    const commands = await this.send("commands", {});
    list.replaceChildren(...commands.map((command) => this.commandItem(command)));
    if (!commands.length) list.append("Trợ lý chưa đăng ký lệnh nào.");
    list.hidden = false;
    this.find(".menu").setAttribute("aria-expanded", "true");
    list.querySelector("button")?.focus();
  }

  commandItem({ command, description }) {
    const button = document.createElement("button");
    const name = document.createElement("b");
    button.type = "button";
    name.textContent = `/${command}`;
    button.append(name, " ", description);
    button.addEventListener("click", () => {
      this.say(`/${command}`);
      this.find("textarea").focus();
    });
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  hideCommands() {
    this.find(".commands").hidden = true;
    this.find(".menu").setAttribute("aria-expanded", "false");
  }

  /** The chat as the server sees it: what is new appears, what changed changes in place. */
  show(chat) {
    const list = this.find(".messages");
    const nodes = [];
    let today = "";
    for (const message of chat.messages) {
      const date = new Date(message.at);
      if (day(date) !== today) {
        today = day(date);
        nodes.push(this.separator(today));
      }
      nodes.push(this.messageNode(message));
    }
    const wanted = new Set(nodes);
    for (const node of [...list.children]) if (!wanted.has(node)) node.remove();
    nodes.forEach((node, index) => {
      if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
    });
    const ids = new Set(chat.messages.map((message) => message.id));
    for (const id of this.shown.keys()) if (!ids.has(id)) this.shown.delete(id);
    this.unread = chat.messages.filter((message) => !message.is_mine && !this.seen.has(message.id)).length;
    this.root.classList.toggle("talking", chat.messages.length > 0);
    const newest = chat.messages.at(-1)?.id ?? null;
    if (newest !== this.newest && !this.isAtEnd) this.find(".newer").hidden = false;
    this.newest = newest;
    const last = JSON.stringify(chat.messages.at(-1));
    if (last !== this.last && this.isAtEnd) this.toNewest();
    this.last = last;
    if (chat.about) this.find(".description").textContent = chat.about;
    this.find(".shut").hidden = !chat.notice;
    this.find(".shut").textContent = chat.notice;
    this.showKeys(chat.keyboard);
    this.keepPlace();
  }

  /** What is here now has been on the screen. */
  read() {
    for (const id of this.shown.keys()) this.seen.add(id);
    this.unread = 0;
  }

  /** Stay with the newest message, unless its reader has scrolled back. */
  keepPlace() {
    const log = this.find(".log");
    if (this.beginning) {
      const above = this.beginning.getBoundingClientRect().top - log.getBoundingClientRect().top;
      log.scrollTop += above - GAP;
    } else if (this.isAtEnd) log.scrollTop = log.scrollHeight;
    if (this.beginning || this.isAtEnd) this.placed = log.scrollTop;
    this.size = sizeOf(log);
  }

  /** To the end; but an answer longer than the screen is read from its first line on. */
  toNewest() {
    const last = this.find(".messages").lastElementChild;
    const isLong = last && !last.matches(".mine") && last.offsetHeight + GAP > this.find(".log").clientHeight;
    this.beginning = isLong ? last : null;
    this.isAtEnd = !isLong;
  }

  /** Put on the screen (again): show the newest message. */
  appear() {
    this.toNewest();
    this.find(".newer").hidden = true;
    this.keepPlace();
  }

  separator(words) {
    this.days ??= new Map();
    if (!this.days.has(words)) {
      const item = document.createElement("li");
      item.className = "day";
      item.textContent = words;
      this.days.set(words, item);
    }
    return this.days.get(words);
  }

  messageNode(message) {
    const json = JSON.stringify(message);
    const before = this.shown.get(message.id);
    if (before?.json === json) return before.node;
    const node = before?.node ?? copy("message");
    this.fill(node, message);
    this.shown.set(message.id, { json, node });
    return node;
  }

  fill(node, message) {
    const find = (selector) => node.querySelector(selector);
    const moment = new Date(message.at);
    node.dataset.id = message.id;
    node.classList.toggle("mine", message.is_mine);
    find(".sender").textContent = message.is_mine ? `${this.person.name}:` : "Trợ Lý Số:";
    const follow = (to) => this.send("follow", { link: to });
    find(".text").replaceChildren(formatted(message.text, message.entities, follow));
    find("time").textContent = time(moment);
    find("time").dateTime = moment.toISOString();
    find(".edited").hidden = !message.is_edited;
    find("blockquote").hidden = !message.quote;
    find("blockquote").textContent = message.quote ?? "";
    find(".reply").onclick = () => this.quote(message);
    this.fillFile(find(".photo"), find(".file"), find(".voice"), message);
    find(".buttons").hidden = !message.buttons.length;
    find(".buttons").replaceChildren(...message.buttons.map((row) => this.buttonRow(row, message)));
  }

  fillFile(photo, file, voice, message) {
    const kept = `/api/file/${this.person.key}/${this.app.channel}/`;
    const address = (name) => (/^http:/.test(name) ? name : kept + name);
    photo.hidden = !message.photo;
    if (message.photo) photo.src = address(message.photo);
    voice.hidden = !message.voice;
    if (message.voice) voice.src = address(message.voice);
    file.hidden = !message.file;
    if (message.file) file.href = kept + message.file;
    file.textContent = message.file_name;
  }

  buttonRow(row, message) {
    const line = document.createElement("div");
    for (const button of row) {
      const node = button.url
        ? link(button.url, (to) => this.send("follow", { link: to }))
        : this.tapButton(button, message);
      node.textContent = button.text;
      line.append(node);
    }
    return line;
  }

  tapButton(button, message) {
    const node = document.createElement("button");
    node.type = "button";
    node.addEventListener("click", async () => {
      if (node.classList.contains("pressed")) return; // the first tap is on its way
      node.classList.add("pressed");
      if (message.id === this.newest) this.isAtEnd = true; // it may become another screen
      const tap = { message_id: message.id, data: button.data };
      const { query_id: query } = await this.send("tap", tap);
      if (!query || this.taps.get(query) === "answered") return this.release(node, query);
      this.taps.set(query, node);
      setTimeout(() => this.release(node, query), TAP_WAITS);
    });
    return node;
  }

  release(node, query) {
    node.classList.remove("pressed");
    this.taps.delete(query);
  }

  showKeys(rows) {
    const keys = this.find(".keys");
    keys.hidden = !rows.length;
    keys.replaceChildren(...rows.map((row) => {
      const line = document.createElement("div");
      for (const key of row) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = key;
        button.addEventListener("click", () => this.say(key));
        line.append(button);
      }
      return line;
    }));
  }

  /** The answer to a tap: a note that goes by itself, or a notice to be closed. */
  answered({ query_id: query, text, is_alert: isAlert }) {
    const node = this.taps.get(query);
    if (node) this.release(node, query);
    else this.taps.set(query, "answered"); // before the page heard that it was sent
    if (text && isAlert) this.notify(text);
    else if (text) this.toast(text);
  }

  notify(text) {
    this.find(".notice p").textContent = text;
    this.find(".notice").hidden = false;
    this.find(".notice button").focus();
  }

  toast(text) {
    const toast = this.find(".toast");
    toast.hidden = false;
    toast.textContent = text;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { toast.hidden = true; }, TOAST_STAYS);
  }
}

/** A text in pieces that fit into a message, cut at a space where there is one near. */
function pieces(text, longest) {
  const found = [];
  while (text.length > longest) {
    const space = text.slice(0, longest).search(/\s\S*$/);
    let end = space > longest / 2 ? space : longest;
    if (/[\ud800-\udbff]/.test(text[end - 1])) end -= 1; // an emoji is not cut in two
    found.push(text.slice(0, end));
    text = text.slice(end).trimStart();
  }
  return text ? [...found, text] : found;
}

const sizeOf = (log) => `${log.clientWidth} ${log.clientHeight} ${log.scrollHeight}`;
