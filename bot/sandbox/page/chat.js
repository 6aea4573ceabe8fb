// The demo: who is on the screen, what time it is, who has been reminded.

import { capital, day, shortDay, time } from "/moments.js";
import { copy, paintFace } from "/parts.js";
import { Phone } from "/phone.js";

const MOST_REMINDED = 40; // the newest, as the server tells them
const WIDTH_OF_A_PHONE = 340; // what is comfortable; side by side while there is room
const isWide = matchMedia("(min-width: 800px)");
const people = new Map(); // key → { person, phone, chip }
const by = (id) => document.getElementById(id);
let clock = null; // { now, heardAt, next }

async function send(path, body) {
  const answer = await fetch(`/api/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  by("lost").hidden = answer !== null;
  return answer?.ok ? answer.json() : [];
}

// -- people

function meet(list) {
  list.forEach((person, number) => {
    if (people.has(person.key)) return;
    const chip = copy("person");
    const words = person.name.split(" ");
    chip.querySelector(".given").textContent = words.length > 2 ? words.pop() : words.splice(0).join(" ");
    chip.querySelector(".family").textContent = words.map((word) => `${word} `).join("");
    chip.querySelector("small").textContent = person.role;
    paintFace(chip.querySelector(".face"), person, number);
    chip.addEventListener("click", () => choose(person.key));
    const phone = new Phone(person, number, {
      send,
      close: () => close(person.key),
      turn: (channel) => turn(person.key, channel),
    });
    people.set(person.key, { person, phone, chip });
    by("people").append(chip);
  });
  arrange(opened());
}

/** Who is on the screen, and in which app, is in the address, so that a reload and a link keep
 * it: "hcc,ktht.telegram". Without an app it is the one they begin with. */
function opened() {
  const wanted = decodeURIComponent(location.hash.slice(1)).split(",").map(place).filter(Boolean);
  if (wanted.length) return isWide.matches ? wanted : wanted.slice(-1);
  const room = isWide.matches ? Math.floor(by("phones").clientWidth / WIDTH_OF_A_PHONE) : 1;
  const first = [...people.values()].filter(({ person }) => person.is_shown_first);
  const rest = [...people.values()].filter(({ person }) => !person.is_shown_first);
  return [...first, ...rest].slice(0, Math.max(1, Math.min(room, first.length || 2)))
    .map(({ person }) => place(person.key));
}

function place(words) {
  const [key, channel] = words.split(".");
  const entry = people.get(key);
  if (!entry) return null;
  return { key, channel: entry.phone.talks.has(channel) ? channel : entry.person.begins_on };
}

function address({ key, channel }) {
  return channel === people.get(key).person.begins_on ? key : `${key}.${channel}`;
}

function choose(key) {
  const open = opened();
  const { phone } = people.get(key);
  const mine = { key, channel: phone.channel };
  if (!isWide.matches) arrange([mine]);
  else if (open.some((other) => other.key === key)) phone.talk.find("textarea").focus();
  else arrange([...open, mine]);
  phone.root.scrollIntoView({ inline: "nearest", block: "nearest" });
}

function turn(key, channel) {
  arrange(opened().map((other) => (other.key === key ? { key, channel } : other)));
}

function close(key) {
  const left = opened().filter((other) => other.key !== key);
  if (left.length) arrange(left);
  people.get(left[0]?.key ?? key).chip.focus();
}

function arrange(places) {
  history.replaceState(null, "", `#${places.map(address).join(",")}`);
  const keys = places.map(({ key }) => key);
  const wanted = keys.map((key) => people.get(key).phone.root);
  for (const root of [...by("phones").children]) if (!wanted.includes(root)) root.remove();
  places.forEach(({ key, channel }, at) => {
    const { phone } = people.get(key);
    phone.turnTo(channel);
    if (by("phones").children[at] === phone.root) return;
    by("phones").insertBefore(phone.root, by("phones").children[at] ?? null);
    phone.appear();
  });
  for (const { person, chip } of people.values()) {
    chip.setAttribute("aria-pressed", String(keys.includes(person.key)));
  }
  if (keys.length === 1) {
    people.get(keys[0]).chip.scrollIntoView({ inline: "center", block: "nearest" });
  }
  for (const key of keys) countUnread(people.get(key));
}

function showChat(chat) {
  const entry = people.get(chat.key);
  if (!entry) return;
  entry.phone.show(chat);
  countUnread(entry);
}

function countUnread({ phone, chip }) {
  const unread = phone.countUnread();
  const badge = chip.querySelector(".unread");
  badge.hidden = !unread;
  badge.firstElementChild.textContent = unread;
}

// -- time

function showClock(told) {
  clock = { now: Date.parse(told.now), heardAt: performance.now(), next: told.next };
  const at = told.next && new Date(told.next.at);
  by("next-when").textContent = at ? `${time(at)} ${shortDay(at)}` : "Không còn hạn nào";
  by("next-why").textContent = told.next ? told.next.why : "";
  by("next-moment").classList.toggle("none", !told.next);
  by("next-moment").disabled = !told.next;
  by("next-moment").title = by("next-moment").querySelector("small").textContent;
  tick();
}

function tick() {
  if (!clock) return;
  const now = new Date(clock.now + performance.now() - clock.heardAt);
  const words = { today: day(now), time: time(now) };
  for (const [id, text] of Object.entries(words)) {
    if (by(id).textContent !== text) by(id).textContent = text;
  }
}

async function move(body) {
  if (document.body.classList.contains("moving")) return; // one jump at a time
  document.body.classList.add("moving");
  by("moved").textContent = "Thời gian đang trôi…";
  const told = await send("clock", body);
  if (told.now) showClock(told); // the answer may be here before the news of it
  document.body.classList.remove("moving");
  by("moved").textContent = `Bây giờ là ${by("time").textContent}, ${by("today").textContent}.`;
}

// -- who has been reminded

function showReminded(list) {
  by("reminded-count").textContent = list.length < MOST_REMINDED ? list.length : `${MOST_REMINDED}+`;
  by("nobody-reminded").hidden = list.length > 0;
  by("reminded-list").replaceChildren(...list.map((reminder) => {
    const item = copy("reminder");
    const at = new Date(reminder.at);
    item.querySelector("time").textContent = `${time(at)} · ${capital(day(at))}`;
    item.querySelector("time").dateTime = reminder.at;
    item.querySelector("b").textContent = reminder.who;
    item.querySelector(".what").textContent = reminder.what;
    item.querySelector(".step").textContent = reminder.step;
    item.querySelector(".step").classList.toggle("late", reminder.is_late);
    return item;
  }));
}

function toggleReminded(isShown) {
  by("reminded").hidden = !isShown;
  by("show-reminded").setAttribute("aria-expanded", String(isShown));
  by(isShown ? "hide-reminded" : "show-reminded").focus();
}

// -- from now on

function listen() {
  const events = new EventSource("/api/events");
  const on = (name, act) => events.addEventListener(name, (e) => act(JSON.parse(e.data)));
  on("people", meet);
  on("chat", showChat);
  on("answer", (answer) => people.get(answer.key)?.phone.answered(answer));
  on("clock", showClock);
  on("reminded", showReminded);
  events.addEventListener("open", () => { by("lost").hidden = true; });
  events.addEventListener("error", () => { by("lost").hidden = false; });
}

by("next-day").addEventListener("click", () => move({ days: 1 }));
by("next-moment").addEventListener("click", () => move({ to: "next" }));
by("show-reminded").addEventListener("click", () => toggleReminded(by("reminded").hidden));
by("hide-reminded").addEventListener("click", () => toggleReminded(false));
by("reminded").addEventListener("keydown", (event) => {
  if (event.key === "Escape") toggleReminded(false);
});
isWide.addEventListener("change", () => arrange(opened()));
addEventListener("hashchange", () => arrange(opened()));
setInterval(tick, 1000);
listen();
