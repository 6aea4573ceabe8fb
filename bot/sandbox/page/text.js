// Turns a Telegram text with its entities into elements. Offsets count UTF-16 units, as JS does.

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", spoiler: "span", code: "code",
  pre: "pre", blockquote: "q", expandable_blockquote: "q",
};

/** The text as nodes. `follow` is called with a link that leads back to the bot. */
export function formatted(text, entities, follow) {
  const root = document.createDocumentFragment();
  const stack = [{ node: root, end: text.length }];
  let at = 0;
  const say = (until) => {
    if (until > at) top(stack).node.append(text.slice(at, until));
    at = Math.max(at, until);
  };
  const closeUntil = (offset) => {
    while (stack.length > 1 && top(stack).end <= offset) {
      say(top(stack).end);
      stack.pop();
    }
  };
  for (const entity of entities) {
    closeUntil(entity.offset);
    say(entity.offset);
    const end = Math.min(entity.offset + entity.length, top(stack).end);
    const shown = text.slice(entity.offset, end);
    const node = element(entity, shown, follow);
    if (!node) continue;
    top(stack).node.append(node);
    stack.push({ node, end });
  }
  closeUntil(text.length);
  say(text.length);
  return root;
}

function element(entity, shown, follow) {
  if (entity.type === "text_link" || entity.type === "url") {
    return link(entity.url ?? shown, follow);
  }
  return entity.type in TAGS ? document.createElement(TAGS[entity.type]) : null;
}

/** A link of the web opens beside; a link to the bot is followed inside the phone. */
export function link(address, follow) {
  if (/^(https?:\/\/t\.me\/|tg:\/\/resolve)/.test(address)) {
    const button = document.createElement("button");
    button.type = "button";
    button.addEventListener("click", () => follow(address));
    return button;
  }
  const anchor = document.createElement("a");
  if (/^https?:\/\//.test(address)) anchor.href = address;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  return anchor;
}

const top = (stack) => stack[stack.length - 1];
