"""Options without buttons: a numbered list under the text, and what a typed answer picks.

Numbers refer to the last message a person sees. A screen that awaits typed words or figures has
no numbers, since "2" is an answer there; its options are offered as words.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from content.choices import distinct, steers
from content.folding import fold

_ON_A_PAGE = 8  # so that a number is one key; 9 goes on, 0 goes back
_MORE, _BACK = "9", "0"
_NUMBER = re.compile(r"(?:(?:so|chon|muc|y|cau|phim|bam|nhan|number|no) ?)*(\d{1,2})")
_AROUND_NUMBER = " .,;:()[]#"  # "2%" and "-2" are figures, not choices
_SIGNS_AROUND = re.compile(r"^\W+|\W+$")
_PAGE = "page:"  # data of "more" and "back": where that page begins


class Offer(StrEnum):
    """How options are offered where there are no buttons."""

    NUMBERS = "numbers"
    WORDS = "words"  # the screen awaits a typed answer


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

    def items(self) -> tuple[MenuItem, ...]:
        """What this page offers."""
        if self.offer is Offer.WORDS:
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

    def lines(self) -> str:
        """ "1. Báo cáo ngay", one a line; words beside one another."""
        if self.offer is Offer.WORDS:
            return " · ".join(_as_word(label) for label, _ in self.options)
        return "\n".join(f"{i.key}. {i.label.removeprefix(f'{i.key}. ')}" for i in self.items())

    def pick(self, text: str) -> str | None:
        """The data of what was typed: "2", " 2. ", "số 2", or a label, with or without
        diacritics. None where it picks nothing, or is a word that conversations know."""
        said, items = _bare(text), self.items()
        if number := _NUMBER.fullmatch(fold(text).strip(_AROUND_NUMBER)):
            return next((i.data for i in items if i.key == str(int(number[1]))), None)
        if steers(text):
            return None  # the conversations know these words, and are careful about a bare yes
        same = {item.data for item in items if said and _bare(item.label) == said}
        return same.pop() if len(same) == 1 else None


def _as_word(label: str) -> str:
    """In the middle of a line; names keep their capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _bare(text: str) -> str:
    """The words without the signs around them: "✏️ Sửa" is picked by "sua"."""
    return _SIGNS_AROUND.sub("", fold(distinct(text)))
