"""Telegram's HTML parse mode: tags in, plain text and entities out, or the platform's complaint.

Offsets of entities count UTF-16 units, offsets in complaints bytes: both as the platform does.
"""

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.links import link_entity
from bot.sandbox.references import decode

Entity = dict[str, Any]

_SPACE = " \t\r\n\0\v"
_END = "\0"  # the platform reads C strings: the end looks like a NUL, and a NUL like the end
_SPECIAL = re.compile("[<&]")
_NAME_ENDS = re.compile(f"[{_SPACE}>]")
_ATTRIBUTE_ENDS = re.compile(f"[{_SPACE}=>/\"']")
_NOT_SPACE = re.compile(f"[^{_SPACE.replace(_END, '')}]")
_TOKEN = re.compile(r"[0-9A-Za-z.-]*")
_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "a": "text_link", "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}  # fmt: skip


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """The text people see and its entities."""
    if "<" not in text and "&" not in text:
        return text, []
    return _Parser(text).parse()


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    name: str
    argument: str
    offset: int  # UTF-16 units of visible text before it
    chunk: int  # chunks of visible text before it


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text + _END
        self.at = 0
        self.chunks: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        end = len(self.text) - 1
        while found := _SPECIAL.search(self.text, self.at):
            self._say(self.text[self.at : found.start()])
            self.at = found.start()
            if self.text[self.at] == "&":
                self._reference()
            elif self.text[self.at + 1] == "/":
                self._end_tag()
            else:
                self._start_tag()
        self._say(self.text[self.at : end])
        if self.open:
            raise _complaint(
                f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"'
            )
        visible = "".join(self.chunks)
        return _checked(visible), self.entities

    def _say(self, visible: str) -> None:
        if visible:
            self.chunks.append(visible)
            self.offset += utf16_length(visible)

    def _reference(self) -> None:
        meant, self.at = decode(self.text, self.at)
        self._say(meant)

    def _start_tag(self) -> None:
        begin = self.at
        stop = _NAME_ENDS.search(self.text, begin + 1)
        if stop is None or stop.group() == _END:
            raise self._complaint("Unclosed start tag", begin)
        name = self.text[begin + 1 : stop.start()].lower()
        if name not in _TYPES:
            raise self._complaint(f'Unsupported start tag "{name}"', begin)
        self.at = stop.start()
        argument = ""
        while self.text[self.at] != ">":
            argument = self._attribute(name, begin, argument)
        self.at += 1
        if name == "span" and argument != "spoiler":
            raise self._complaint('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(name, argument, self.offset, len(self.chunks)))

    def _attribute(self, tag: str, begin: int, argument: str) -> str:
        self._skip_space()
        if self.text[self.at] == ">":
            return argument
        stop = _ATTRIBUTE_ENDS.search(self.text, self.at)
        attribute = self.text[self.at : stop.start() if stop else self.at]
        if not attribute:
            raise self._complaint(f'Empty attribute name in the tag "{tag}"', begin)
        self.at += len(attribute)
        self._skip_space()
        if self.text[self.at] != "=":
            self._refuse_end(f'Unclosed start tag "{tag}"', begin)
            return "1" if (tag, attribute) == ("blockquote", "expandable") else argument
        self.at += 1
        self._skip_space()
        self._refuse_end(f'Unclosed start tag "{tag}"', begin)
        value = self._value()
        self._refuse_end("Unclosed start tag", begin)
        return _argument(tag, attribute, value, argument)

    def _value(self) -> str:
        quote = self.text[self.at]
        if quote not in "'\"":
            begin = self.at
            token = _TOKEN.match(self.text, begin)
            self.at = token.end() if token else begin
            if self.text[self.at] not in _SPACE + ">":
                raise self._complaint("Unexpected end of name token", begin)
            return self.text[begin : self.at].lower()
        self.at += 1
        value = []
        while self.text[self.at] not in (quote, _END):
            if self.text[self.at] == "&":
                meant, self.at = decode(self.text, self.at)
                value.append(meant)
            else:
                value.append(self.text[self.at])
                self.at += 1
        if self.text[self.at] == quote:
            self.at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._complaint("Unexpected end tag", begin)
        stop = _NAME_ENDS.search(self.text, begin)
        self.at = stop.start() if stop else len(self.text) - 1
        name = self.text[begin + 2 : self.at].lower()
        self._skip_space()
        if self.text[self.at] != ">":
            raise self._complaint("Unclosed end tag", begin)
        expected = self.open[-1].name
        if name not in ("", expected):
            raise _complaint(
                f"Unmatched end tag at byte offset {self._bytes(begin)}, "
                f'expected "</{expected}>", found "</{name}>"'
            )
        self.at += 1
        self._close(self.open.pop())

    def _close(self, tag: _Open) -> None:
        if self.offset <= tag.offset:
            return
        length = self.offset - tag.offset
        entity: Entity = {"type": _TYPES[tag.name], "offset": tag.offset, "length": length}
        if self._completes(tag, entity):
            self.entities.append(entity)

    def _completes(self, tag: _Open, entity: Entity) -> bool:
        """Add what only this kind has. False: the text stays plain, or joins another entity."""
        match tag.name:
            case "a":
                link = link_entity(tag.argument or "".join(self.chunks[tag.chunk :]))
                entity |= link
                return bool(link)
            case "pre" | "code":
                return not self._joins_code(tag, entity)
            case "blockquote" if tag.argument:
                entity["type"] = "expandable_blockquote"
            case "tg-emoji":
                if not tag.argument.isdecimal():
                    raise _complaint("Invalid custom emoji identifier specified")
                entity["custom_emoji_id"] = tag.argument
            case "tg-time":
                return False
        return True

    def _joins_code(self, tag: _Open, entity: Entity) -> bool:
        """`<pre><code class="language-x">` is one entity with a language."""
        last = self.entities[-1] if self.entities else {}
        same = (last.get("offset"), last.get("length")) == (entity["offset"], entity["length"])
        if tag.name == "pre" and same and last["type"] == "code" and last.get("language"):
            last["type"] = "pre"
            return True
        if tag.name == "code" and same and last["type"] == "pre" and tag.argument:
            last["language"] = tag.argument
            return True
        if tag.name == "code" and tag.argument:
            entity["language"] = tag.argument
        return False

    def _skip_space(self) -> None:
        found = _NOT_SPACE.search(self.text, self.at)
        self.at = found.start() if found else len(self.text) - 1

    def _refuse_end(self, sentence: str, begin: int) -> None:
        if self.text[self.at] == _END:
            raise self._complaint(sentence, begin)

    def _bytes(self, at: int) -> int:
        return len(self.text[:at].encode("utf-8", "surrogatepass"))

    def _complaint(self, sentence: str, at: int) -> ApiError:
        return _complaint(f"{sentence} at byte offset {self._bytes(at)}")


def _complaint(sentence: str) -> ApiError:
    return bad_request(f"can't parse entities: {sentence}")


def _argument(tag: str, attribute: str, value: str, before: str) -> str:
    match tag, attribute:
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "format"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "1"
    return before


def _checked(visible: str) -> str:
    try:
        # Two references can make the halves of one character.
        return visible.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise _complaint(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        ) from None
