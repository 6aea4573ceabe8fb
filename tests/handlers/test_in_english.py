"""Whoever has chosen English reads English; only the plan's own words stay Vietnamese."""

from tests.chat import Chat, Town
from tests.handlers.reporting import says_each

VIETNAMESE = set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")


async def begun(town: Town, unit: str) -> Chat:
    chat = await town.focal_point(unit, language="en")
    await town.tick("2026-12-15 08:00")
    await chat.picks("Report now")
    return chat


def own_words(town: Town, text: str) -> str:
    """The text without what the plan calls its units, indicators and what they count."""
    plan = town.plan
    quoted = {name for unit in plan.units.values() for name in (unit.name, unit.short_name)}
    for indicator in plan.indicators.values():
        measure = indicator.measure
        quoted |= {indicator.name, indicator.short_name}
        quoted |= {measure.numerator or "", measure.denominator or ""}
    for words in sorted(quoted - {""}, key=len, reverse=True):
        text = text.replace(words, "")
    return text.replace(plan.meta.number, "")


async def test_a_report_is_asked_for_in_english_from_end_to_end(town: Town) -> None:
    hoa = await begun(town, "TYT")
    await says_each(
        hoa, "abc", "45-50", "9" * 21, "one hundred and two", "abc", "one hundred and ten"
    )
    await says_each(hoa, "yes", "stop", "report now", "back", "back")
    for message in hoa.messages:
        left = own_words(town, message.text)
        assert VIETNAMESE.isdisjoint(left.lower()), left
        assert "NOP" not in left


async def test_the_prompts_quote_the_plan_and_the_hints_are_english(town: Town) -> None:
    hoa = await begun(town, "KTHTDT")
    await hoa.says("skip")
    hoa.sees("Type the numerator: “Số khu phố", "1234/1380", "Only the rate: 89.4%")
    await hoa.says("one hundred and two")
    hoa.sees("Numerator: 102", "Now the denominator: “")
    await says_each(hoa, "one hundred and ten", "yes", "1/2", "yes")
    hoa.sees("You can write 1.5 billion or 250 million.")
    await hoa.says("1.5 million / 30 million")
    hoa.sees("1,500,000/30,000,000 = 5.0 %")


async def test_two_readings_cannot_be_taken_for_each_other(town: Town) -> None:
    hoa = await begun(town, "KTHTDT")
    await says_each(hoa, "skip", "1/2", "yes", "1/2", "yes", "1,234/1,380")
    hoa.sees("Do you mean 1 point 234/1 point 38 = 89.4 % or 1234/1380 = 89.4 %?")
    await hoa.says("1 point 234/1 point 38")
    hoa.sees("1.234/1.38 = 89.4 %")


async def test_whoever_stops_is_told_an_english_word_to_go_on(town: Town) -> None:
    hoa = await begun(town, "BXDD")
    await says_each(hoa, "12/40", "yes", "stop")
    hoa.sees("type “report now”")
    await hoa.says("report now")
    hoa.sees("Step 2/4")
    await says_each(hoa, "skip", "skip", "skip", "send", "change the report", "stop")
    hoa.sees("type “change the report”")
