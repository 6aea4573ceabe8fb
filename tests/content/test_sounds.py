"""Spellings that sound alike somewhere are one sound; what is no syllable stays as it is."""

import pytest

from content.keystrokes import without_telex, without_vni
from content.sounds import is_syllable, sound_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sao", "xao"), ("tra", "cha"), ("gia", "da"), ("ra", "da"), ("vay", "day"),
        ("lua", "nua"), ("muon", "muong"), ("gat", "gac"), ("linh", "lin"), ("tim", "tiem"),
        ("ly", "li"), ("fai", "phai"), ("wa", "qua"), ("nghe", "nge"), ("huu", "hieu"),
    ],
)  # fmt: skip
def test_they_sound_alike(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


@pytest.mark.parametrize(("one", "other"), [("ma", "na"), ("tien", "tan"), ("bo", "co")])
def test_others_do_not(one: str, other: str) -> None:
    assert sound_of(one) != sound_of(other)


@pytest.mark.parametrize("word", ["vneid", "otp", "zalo", "4g", ""])
def test_what_is_no_syllable_sounds_as_it_is_written(word: str) -> None:
    assert not is_syllable(word)
    assert sound_of(word) == word


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("chuyeern", "chuyen"), ("tieefn", "tien"), ("chuyeenr", "chuyen"), ("quets", "quet"),
        ("mawtj", "mat"), ("hinhf", "hinh"), ("lowx", "lo"), ("ddaats", "dat"),
        ("nguwowif", "nguoi"),
        ("laj", "la"), ("tiene", "tien"),
    ],
)  # fmt: skip
def test_keys_of_telex_are_taken_out(word: str, bare: str) -> None:
    assert without_telex(word) == bare


@pytest.mark.parametrize("word", ["tien", "otp", "sms", "facebook", "ss", "", "x"])
def test_what_is_no_telex_is_left(word: str) -> None:
    assert without_telex(word) is None


@pytest.mark.parametrize(
    ("word", "bare"), [("lu7a2", "lua"), ("d9a3o", "dao"), ("tie62n", "tien"), ("d9o2i", "doi")]
)
def test_digits_of_vni_are_taken_out(word: str, bare: str) -> None:
    assert without_vni(word) == bare


@pytest.mark.parametrize("word", ["4g", "12", "mp3x", "tien", "2fa"])
def test_what_is_no_vni_is_left(word: str) -> None:
    assert without_vni(word) is None
