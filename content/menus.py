"""Options without buttons: a numbered list under the text, and what a typed answer picks.

Numbers refer to the last message a person sees. A screen that awaits typed words or figures has
no numbers, since "2" is an answer there; its options are offered as words. So are those of a
letter nobody asked for: whoever typed "2" when it came in meant something else.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from content.choices import distinct, spellings, steers
from content.folding import fold

_ON_A_PAGE = 8  # so that a number is one key; 9 goes on, 0 goes back
_MORE, _BACK = "9", "0"
_NUMBER = re.compile(r"(?:(?:so|chon|muc|y|cau|phim|bam|nhan|number|no) ?)*([0-9]{1,2})")
_BEFORE_NUMBER, _AFTER_NUMBER = " ([#", " .,;:)]!"  # "2%", "-2" and ".2" are figures, not choices
_FIGURE = re.compile(r"\s*[.,;:…-]")
_KEYCAP = "\u20e3"  # 2️⃣
_LONGEST = 200  # characters of a typed label; whatever is longer is no choice
_OWN_NUMBER = re.compile(r"^(\d{1,2})\. ", re.MULTILINE)
_PAGE = "page:"  # data of "more" and "back": where that page begins


class Offer(StrEnum):
    """How options are offered where there are no buttons."""

    NUMBERS = "numbers"
    WORDS = "words"  # the screen awaits a typed answer, or nobody asked for it
    SPEECH = "speech"  # the same, and the conversation itself weighs what is said: it may decide


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One way to answer: what is typed for it, what it says, what it does."""

    key: str  # "2"; empty where it is offered as a word
    label: str
    data: str  # callback data, or where another page begins


@dataclass(frozen=True, slots=True)
class Menu:
    """What the last message of a chat offered, at one of its pages."""

    options: tuple[tuple[str, str], ...]  # label, callback data
    offer: Offer = Offer.NUMBERS
    more: str = ""  # the words that turn the page
    back: str = ""
    start: int = 0  # the first option of this page

    def pack(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def unpack(cls, packed: Mapping[str, Any]) -> Self:
        options = tuple((label, data) for label, data in packed["options"])
        return cls(**{**packed, "options": options, "offer": Offer(packed["offer"])})

    @property
    def has_numbers(self) -> bool:
        return self.offer is Offer.NUMBERS

    def items(self) -> tuple[MenuItem, ...]:
        """What this page offers."""
        if not self.has_numbers:
            return tuple(MenuItem("", label, data) for label, data in self.options)
        page = self.options[self.start : self.start + self._on_a_page()]
        items = [MenuItem(str(n), label, data) for n, (label, data) in enumerate(page, start=1)]
        if (following := self.start + len(page)) < len(self.options):
            items.append(MenuItem(_MORE, self.more, f"{_PAGE}{following}"))
        if self.start:
            items.append(MenuItem(_BACK, self.back, f"{_PAGE}{self.start - _ON_A_PAGE}"))
        return tuple(items)

    def _on_a_page(self) -> int:
        """Nine, where no other page is needed."""
        return _ON_A_PAGE + (len(self.options) == _ON_A_PAGE + 1)

    def at(self, start: int) -> Self:
        """The page that begins with this option, or the nearest there is."""
        last = max(0, len(self.options) - 1)
        return replace(self, start=min(max(0, start), last) // _ON_A_PAGE * _ON_A_PAGE)

    def lines(self, above: str = "") -> str:
        """ "1. Báo cáo ngay", one a line; words beside one another. What the text above numbers
        itself is not said again: "1–6"."""
        if not self.has_numbers:
            return " · ".join(_words(self.options, above))
        return "\n".join(f"{i.key}. {i.label.removeprefix(f'{i.key}. ')}" for i in self.items())

    def without(self, message: str) -> str:
        """What a message says above this menu, which stands under a blank line."""
        return message.rpartition("\n\n")[0]

    def pick(self, text: str) -> str | None:
        """The data of what was typed: "2", " 2. ", "số 2", or a label, with or without
        diacritics. None where it picks nothing."""
        items = () if self.offer is Offer.SPEECH else self.items()
        if number := _number(text):
            return next((i.data for i in items if i.key == number), None)
        if steers(text):
            return None  # the conversations know these words, and are careful about a bare yes
        said = bare(text) if len(text) <= _LONGEST else ""
        same = {item.data for item in items if said and bare(item.label) == said}
        return same.pop() if len(same) == 1 else None


def is_number(text: str) -> bool:
    """Whether it may pick by number, and says nothing else."""
    return _number(text) is not None


def number_of(text: str) -> int | None:
    """The number alone that a text is: 2 of "2." and "số 2"."""
    found = _number(text)
    return None if found is None else int(found)


def is_page(data: str) -> bool:
    """Whether it turns a page of the list it stands in."""
    return data.startswith(_PAGE)


def same_words(one: str, other: str) -> bool:
    return bare(one) == bare(other)


def bare(text: str) -> str:
    """The words without the signs around them: "✏️ Sửa" is picked by "sua"."""
    folded = fold(distinct(text))
    words = [place for place, sign in enumerate(folded) if sign.isalnum()]
    return folded[words[0] : words[-1] + 1] if words else ""


def _number(text: str) -> str | None:
    """As a key of a menu: "2" of "số 2 ạ"."""
    if len(text) > _LONGEST or _FIGURE.match(text):
        return None
    text = text.replace(_KEYCAP, "")
    for said in (fold(text), *spellings(text)):
        if found := _NUMBER.fullmatch(said.lstrip(_BEFORE_NUMBER).rstrip(_AFTER_NUMBER)):
            return str(int(found[1]))
    return None


def _words(options: Iterable[tuple[str, str]], above: str) -> list[str]:
    shown = set(_OWN_NUMBER.findall(above))
    words: list[str] = []
    numbers: list[str] = []
    for label, _data in options:
        if (own := _OWN_NUMBER.match(label)) and own[1] in shown:
            numbers.append(own[1])
        else:
            words.append(_as_word(label))
    ends = dict.fromkeys((numbers[0], numbers[-1])) if numbers else ()
    return ["–".join(ends), *words] if ends else words


def _as_word(label: str) -> str:
    """In the middle of a line; names keep their capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
