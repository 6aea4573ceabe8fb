// One phone: whose it is, which of its apps is open, and the switch between them.

import { copy, paintFace } from "/parts.js";
import { Talk } from "/talk.js";

export class Phone {
  constructor(person, number, { send, close, turn }) {
    this.person = person;
    this.root = copy("phone");
    this.root.id = `phone-${person.key}`;
    this.root.setAttribute("aria-label", `Điện thoại của ${person.name}`);
    const find = (selector) => this.root.querySelector(selector);
    find("h2").textContent = person.name;
    find("header p").textContent = person.about || person.role;
    paintFace(find(".face"), person, number);
    find("header .close").addEventListener("click", close);
    find("legend").textContent = `Ứng dụng của ${person.name}`;
    this.talks = new Map(); // channel → { talk, radio, badge }
    for (const app of person.apps) {
      const body = { persona: person.key, channel: app.channel };
      const talk = new Talk(person, app, (path, more) => send(path, { ...body, ...more }));
      const label = this.appLabel(app, () => turn(app.channel));
      find(".apps").append(label);
      const badge = label.querySelector(".unread");
      this.talks.set(app.channel, { talk, radio: label.querySelector("input"), badge });
    }
    this.send = (path, channel) => send(path, { persona: person.key, channel });
    this.open(person.begins_on);
  }

  appLabel(app, turn) {
    const label = copy("app");
    const radio = label.querySelector("input");
    radio.name = `app-${this.person.key}`;
    radio.addEventListener("change", turn);
    label.querySelector(".app-name").textContent = app.name;
    return label;
  }

  get talk() { return this.talks.get(this.channel).talk; }

  /** Open this app, where another one is open; whoever reminds them is to find them there. */
  turnTo(channel) {
    if (channel === this.channel) return;
    this.open(channel);
    this.send("switch", channel);
  }

  open(channel) {
    if (this.channel) {
      this.root.classList.remove(this.talk.app.brand);
      this.talk.root.remove();
    }
    this.channel = channel;
    this.talks.get(channel).radio.checked = true;
    this.root.classList.add(this.talk.app.brand);
    this.root.append(this.talk.root);
    this.appear();
  }

  appear() { this.talk.appear(); }

  show(chat) { this.talks.get(chat.channel)?.talk.show(chat); }

  answered(answer) { this.talks.get(answer.channel)?.talk.answered(answer); }

  /** How many messages wait unread in all apps; what is on the screen is read. */
  countUnread() {
    let all = 0;
    for (const [channel, { talk, badge }] of this.talks) {
      if (this.root.isConnected && channel === this.channel) talk.read();
      badge.hidden = !talk.unread;
      badge.firstElementChild.textContent = talk.unread;
      all += talk.unread;
    }
    return all;
  }
}
