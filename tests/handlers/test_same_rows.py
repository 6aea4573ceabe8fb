"""Whatever is said, it is stored alike wherever it is said."""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from content.channels import CHANNELS
from tests.chat import Chat, open_town
from tests.handlers.reporting import AFTER_CUTOFF

ROWS = (
    "obligation", "draft", "submission", "submission_value", "submission_text", "extension",
    "role_grant",
)  # fmt: skip
TYPED = (
    "12/15", "12", "15", "40", "80%", "850900", "1.234", "13/40", "0", "mười hai", "12 trên 15",
    "giữ nguyên", "không phát sinh", "chưa có số liệu", "bỏ qua", "quay lại", "hủy", "tiếp tục",
    "đúng", "dung", "dừng", "sửa", "sửa 2", "sua dong 4", "gửi", "gửi báo cáo", "nộp", "vẫn ghi",
    "ừ", "không", "có", "xin gia hạn đến 21/12 vì chờ số liệu", "gửi chưa?", "hạn nộp ngày mấy?",
    "Đã mở 12 lớp cho 300 cán bộ", "kiến nghị thêm kinh phí", "???", "…", "asdf",
    "MENU", "NOP", "GIAHAN", "SUA", "HUY", "HOC", "KIEMTRA", "/baocao", "/menu", "21/12",
)  # fmt: skip
# Words, or which of the options under the newest message is chosen.
SAYING = st.one_of(st.sampled_from(TYPED), st.integers(min_value=0, max_value=7))
# Half of what is tried starts well inside the dialog: chance alone seldom gets to the end of it.
OPENINGS = st.sampled_from(
    (
        (),
        ("NOP",),
        ("NOP", "12/15", "đúng"),
        ("NOP", "12/15", "đúng", "bỏ qua", "bỏ qua", "bỏ qua"),
        ("NOP", "12/15", "đúng", "bỏ qua", "bỏ qua", "bỏ qua", "gửi"),
        ("GIAHAN", "21/12"),
    )
)


@given(opening=OPENINGS, said=st.lists(SAYING, min_size=3, max_size=8))
@settings(
    max_examples=12, derandomize=True, deadline=None, database=None,
    phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_any_answers_store_the_same_rows(
    sqlite_template: Path, opening: Sequence[str], said: Sequence[str | int]
) -> None:
    compare(sqlite_template, [*opening, *said])


@pytest.mark.matrix
@given(opening=OPENINGS, said=st.lists(SAYING, min_size=3, max_size=16))
@settings(max_examples=400, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_any_answers_store_the_same_rows_at_length(
    sqlite_template: Path, opening: Sequence[str], said: Sequence[str | int]
) -> None:
    compare(sqlite_template, [*opening, *said])


def compare(template: Path, said: Sequence[str | int]) -> None:
    stored = {channel: asyncio.run(rows_after(channel, template, said)) for channel in CHANNELS}
    first, *others = stored.values()
    for other in others:
        assert other == first


async def rows_after(channel: str, template: Path, said: Sequence[str | int]) -> dict[str, Any]:
    """What the tables of reports hold after all of that."""
    with tempfile.TemporaryDirectory() as folder:
        file = shutil.copy(template, Path(folder) / "ward.db")
        async with open_town(f"sqlite:///{file}", channel=channel) as town:
            hoa = await town.focal_point("BXDD")
            await town.tick("2026-12-14 18:00")
            await town.tick(AFTER_CUTOFF)
            for each in said:
                await say(hoa, each)
            async with town.database.engine.connect() as connection:
                found = {
                    table: (await connection.exec_driver_sql(f"SELECT * FROM {table}")).all()
                    for table in ROWS
                }
    return {table: [without(channel, row) for row in rows] for table, rows in found.items()}


def without(channel: str, row: Sequence[Any]) -> list[Any]:
    """A submission tells where it came from; nothing else may differ."""
    return ["(channel)" if value == channel else value for value in row]


async def say(chat: Chat, what: str | int) -> None:
    if isinstance(what, str):
        await chat.says(what)
    elif options := chat.options():
        await chat.picks(options[what % len(options)])
