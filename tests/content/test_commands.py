"""Command words, one slip forgiven."""

import pytest

from content.commands import command_word


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("NOP", "NOP"), ("nộp", "NOP"), (" Nộp. ", "NOP"), ("npo", "NOP"), ("nopp", "NOP"),
        ("GIAHAN", "GIAHAN"), ("gia hạn", "GIAHAN"), ("giahn", "GIAHAN"), ("gia hận", "GIAHAN"),
        ("giahhan", "GIAHAN"), ("SUA", "SUA"), ("sửa", "SUA"), ("hủy", "HUY"), ("/huy", "HUY"),
        ("huỷ", "HUY"),
    ],
)  # fmt: skip
def test_command_words(typed: str, command: str) -> None:
    assert command_word(typed) == command


@pytest.mark.parametrize(
    "typed", ["", "sáu", "hộp", "nói", "mua", "gia đình", "nộp rồi", "không", "hay", "12"]
)
def test_other_words_are_no_commands(typed: str) -> None:
    assert command_word(typed) is None
