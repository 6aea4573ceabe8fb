"""Names and texts made to break things: never an entity error, never over length, always an
answer, and what is kept is kept whole or refused kindly.
"""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bot_api_schema import problems
from tests.chat import Town, open_town

_NASTY = (
    "<b>đậm", "</b></a><a href='https://x'>bấm", "&lt;b&gt;&amp;&#0;", "<script>alert(1)</script>",
    "\u202eoan iav\u202c", "\u2066\u2067\u2068", "Z̸̡̢̛̗̘̙̜̝̞̟̠̣̤̥̦̩̪̫̬̭̮̯̰̱̲̳̹̺̻̼͇͈͉͍͎͐͑͒͗͛", "👨‍👩‍👧‍👦" * 40, "🏳️‍🌈" * 200,
    "a\u0000b", "\ud800", "\udfff\ud800", "x" * 4096, "ế" * 4096, "<" * 4096, "&" * 4000,
    "\n" * 300, " ", "\u200b\u200d\ufeff", "%(name)s %s {0} {{", "/start <b>", "=HYPERLINK(1)",
    "الله أكبر", "123" * 900, "1e999", "٣٤", "１２３", "--", "'; DROP TABLE person; --", "@admin",
)  # fmt: skip
_TEXTS = st.one_of(
    st.sampled_from(_NASTY),
    st.text(min_size=1, max_size=300),
    st.lists(st.sampled_from(_NASTY), min_size=2, max_size=4).map("".join).map(lambda t: t[:4096]),
)


def hostile(count: int) -> list[str]:
    """This many different ones."""
    found: list[str] = list(_NASTY)

    @settings(
        max_examples=count, deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(_TEXTS)
    def collect(text: str) -> None:
        found.append(text)

    collect()
    return found[:count]


@pytest_asyncio.fixture
async def town(sqlite_database_url: str) -> AsyncIterator[Town]:
    wrong: list[str] = []

    def inspect(method: str, parameters: Mapping[str, Any]) -> None:
        wrong.extend(problems(method, parameters))

    async with open_town(sqlite_database_url, inspect) as opened:
        yield opened
    assert not wrong


async def bombard(town: Town, count: int) -> None:
    """Each text is somebody's name, a citizen's chatter, and a focal point's answer."""
    reporter = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    for number, text in enumerate(hostile(count)):
        citizen = town.stranger(name=text[:64] or "x")
        citizen.phone.says("/start" if number % 2 else text)
        reporter.phone.says(text)
        if number % 7 == 0:
            reporter.phone.says(("/baocao", "/huy", "/menu", "xin gia hạn")[number % 4])
        if number % 10 == 0:
            await town.settle()
            _tap_something(town, reporter, number)
    await town.settle()
    await _nothing_broke(town)


def _tap_something(town: Town, reporter: Any, number: int) -> None:
    """Go wherever the buttons lead, so that texts meet every kind of question."""
    if options := reporter.options():
        reporter.phone.taps(options[number % len(options)], reporter.messages[-1])


async def _nothing_broke(town: Town) -> None:
    assert [call for call in town.server.calls if call.error] == []
    async with town.database.engine.connect() as connection:
        for query in (
            "SELECT count(*) FROM inbox WHERE state = 'dead' OR attempts > 1",
            "SELECT count(*) FROM outbox WHERE state != 'sent'",
        ):
            assert (await connection.exec_driver_sql(query)).scalar_one() == 0, query


async def test_100_hostile_names_and_texts_break_nothing(town: Town) -> None:
    await bombard(town, 100)


@pytest.mark.matrix
async def test_1000_hostile_names_and_texts_break_nothing(town: Town) -> None:
    await bombard(town, 1000)
