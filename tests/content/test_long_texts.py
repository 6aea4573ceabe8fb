"""Whoever reads what people typed reads the longest message in a breath: while one is read nobody
else is answered. Nothing is timed here; what reads in 2 to the power of n ways never ends.
"""

import itertools
from collections.abc import Callable
from datetime import date

import pytest

from content.about_sent import about_sent
from content.choices import Choice, choice_of
from content.commands import command_word
from content.days import find_day, read_day
from content.extension_words import more_days_wanted, office_answer, withdraws
from content.figure_lists import ways_to_read
from content.folding import fold
from content.list_choices import ListChoice, list_choice_of
from content.numbers import read_quantity
from content.replies import understand
from content.search import find
from content.small_talk import asked_of, courtesy_of
from tests.lessons import wards_shelf

_TODAY = date(2026, 12, 10)
_LONGEST = 4096  # characters of a message
_WORDS = (
    "vẫn còn", "con", "toi", "phong", "don vi", "giay nam", "nam nam", "so so", "a", "nhe",
    "đang đợi", "gia hạn", "đến", "12", "1 234", "1.234", "12/15", ",", " ,", ".", "…", "!",
    "một", "trăm", "không phát sinh", "dạ", "da vang", "xin", "cho", "rút", "ngày 12", "thứ hai",
    "= 45 %", "khoảng", "hồ sơ", "(", "số", "\n", "quý iv", "tháng", "van con van", "chuyeernf",
)  # fmt: skip
_READERS: dict[str, Callable[[str], object]] = {
    "understand": lambda text: understand(text, _TODAY),
    "about_sent": about_sent,
    "courtesy_of": courtesy_of,
    "asked_of": asked_of,
    "command_word": command_word,
    "choice_of": lambda text: choice_of(text, tuple(Choice)),
    "list_choice_of": lambda text: list_choice_of(text, tuple(ListChoice)),
    "read_day": lambda text: read_day(text, _TODAY),
    "find_day": lambda text: find_day(text, _TODAY),
    "withdraws": withdraws,
    "more_days_wanted": more_days_wanted,
    "office_answer": lambda text: office_answer(text, _TODAY),
    "ways_to_read": ways_to_read,
    "read_quantity": lambda text: read_quantity(text, "count"),
    "fold": fold,
    "find": lambda text: find(wards_shelf().now.library, text),
}


@pytest.mark.parametrize("reader", _READERS)
def test_long_rows_of_its_own_words_are_read_to_the_end(reader: str) -> None:
    read = _READERS[reader]
    for first, second in itertools.product(_WORDS, ("", "con", " ,", "a")):
        row = f"{first} {second} "
        for length, end in itertools.product((195, 995, _LONGEST), ("", "x")):
            read((row * _LONGEST)[: length - len(end)] + end)
