"""The language: chosen by the person, kept, and spoken from then on."""

import pytest

from tests.chat import Town


@pytest.mark.parametrize("words", ["/ngonngu", "/language", "/NGONNGU", "ngôn ngữ", "english"])
async def test_the_language_is_asked_in_both_languages(town: Town, words: str) -> None:
    lan = await town.citizen()
    await lan.says(words)
    lan.sees("tiếng nào", "Which language")
    assert lan.options() == ["Tiếng Việt", "English"]


async def test_the_chosen_language_is_kept(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("/ngonngu")
    await lan.picks("English")
    lan.sees("I speak English")
    await lan.says("/menu")
    assert "Help" in lan.options()
    await lan.says("/language")
    await lan.picks("Tiếng Việt")
    lan.sees("tôi nói tiếng Việt")
    assert "Trợ giúp" in lan.options()


async def test_a_newcomer_reads_the_welcome_in_the_language_just_chosen(town: Town) -> None:
    ann = town.stranger("Ann")
    await ann.says("/start")
    await ann.says("/language")
    await ann.picks("English")
    assert ann.options() == ["I agree", "I do not agree"]


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_a_language_we_do_not_speak_is_an_old_button(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("/menu")
    await lan.forges("lang:fr")
    lan.sees("Màn hình này đã cũ")
