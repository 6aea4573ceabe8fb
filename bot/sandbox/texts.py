"""Texts as the platform takes them: parsed, cleaned, trimmed, with commands and links marked."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.entities import Entity, parse_html, utf16_length
from bot.sandbox.errors import bad_request

LONGEST_TEXT = 4096  # UTF-16 units, after parsing
LONGEST_CAPTION = 1024
_LONGEST_SOURCE = 1 << 15  # bytes, tags included
_MOST_ENTITIES = 100
_UNWANTED = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKED = re.compile(
    r"(?<![\w/@.])/(?P<bot_command>[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?P<url>https?://[^\s<>\"]*[^\s<>\".,!?;:)])"
)


@dataclass(frozen=True, slots=True)
class Formatted:
    """What people see, and how. Shared between messages, so never changed."""

    text: str
    entities: list[Entity] = field(default_factory=list)


def clean(text: str) -> str:
    """Control characters become spaces; line separators and direction overrides go."""
    return _DROPPED.sub("", _UNWANTED.sub(" ", text))


def message_text(args: Arguments) -> Formatted:
    """The `text` of sendMessage and editMessageText."""
    if not args.text("text"):
        raise bad_request("message text is empty")
    formatted = _formatted(args, "text", "entities")
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if utf16_length(formatted.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return formatted


def caption(args: Arguments) -> Formatted:
    formatted = _formatted(args, "caption", "caption_entities")
    if utf16_length(formatted.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return formatted


def as_typed(text: str) -> Formatted:
    """What a person typed."""
    cleaned = clean(text).strip()
    return Formatted(cleaned, marked(cleaned))


def _formatted(args: Arguments, text_field: str, entities_field: str) -> Formatted:
    source = args.text(text_field)
    mode = args.text("parse_mode").lower()
    if mode == "html":
        return _from_html(source)
    if mode in ("markdown", "markdownv2"):
        raise bad_request("the sandbox reads parse_mode HTML only")
    if mode not in ("", "none"):
        raise bad_request("unsupported parse_mode")
    _check_source(source)
    return _trimmed(source, _given(args.json(entities_field)))


@lru_cache(maxsize=1024)  # the same words go to many people
def _from_html(source: str) -> Formatted:
    _check_source(source)
    return _trimmed(*parse_html(source))


def _check_source(source: str) -> None:
    if source.isascii():
        size = len(source)
    elif _SURROGATE.search(source):
        raise bad_request("strings must be encoded in UTF-8")
    else:
        size = len(source.encode())
    if size > _LONGEST_SOURCE:
        raise bad_request("text is too long")


def _given(value: Any) -> list[Entity]:
    entities = value if isinstance(value, list) else []
    for entity in entities:
        if not isinstance(entity, dict) or not {"type", "offset", "length"} <= entity.keys():
            raise bad_request("can't parse MessageEntity: expected an Object")
    return [dict(entity) for entity in entities]


def _trimmed(text: str, entities: list[Entity]) -> Formatted:
    cleaned = clean(text)
    if cleaned == text == text.strip():
        found = entities + [e for e in marked(text) if not _overlaps(e, entities)]
        return Formatted(text, _sorted(found))
    # Cleaning can shift the text under its entities: move each border along with it.
    begin = len(cleaned) - len(cleaned.lstrip(" \n"))
    if entities:
        begin = min(begin, *(e["offset"] for e in entities))
    shown = cleaned[begin:].rstrip()
    borders = _Borders(text, begin, utf16_length(shown))
    moved = [m for e in entities if (m := borders.moved(e))]
    found = moved + [e for e in marked(shown) if not _overlaps(e, moved)]
    return Formatted(shown, _sorted(found))


class _Borders:
    """Where a UTF-16 offset of the source text lies in the cleaned one."""

    def __init__(self, text: str, begin: int, length: int) -> None:
        self.source = text.encode("utf-16-le")
        self.begin = begin
        self.length = length

    def moved(self, entity: Entity) -> Entity | None:
        start = self._at(entity["offset"])
        end = self._at(entity["offset"] + entity["length"])
        return entity | {"offset": start, "length": end - start} if end > start else None

    def _at(self, offset: int) -> int:
        before = clean(self.source[: offset * 2].decode("utf-16-le", "ignore"))
        return min(max(utf16_length(before) - self.begin, 0), self.length)


def marked(text: str) -> list[Entity]:
    """Commands and links, which the platform finds by itself."""
    if "/" not in text:
        return []
    found = []
    for match in _MARKED.finditer(text):
        kind = match.lastgroup
        offset = utf16_length(text[: match.start()])
        found.append({"type": kind, "offset": offset, "length": utf16_length(match.group())})
    return found


def _overlaps(entity: Entity, others: list[Entity]) -> bool:
    end = entity["offset"] + entity["length"]
    return any(
        other["type"] in ("text_link", "code", "pre")
        and other["offset"] < end
        and entity["offset"] < other["offset"] + other["length"]
        for other in others
    )


def _sorted(entities: list[Entity]) -> list[Entity]:
    if len(entities) > 1:
        entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return entities[:_MOST_ENTITIES]
