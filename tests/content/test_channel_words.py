"""What people say about the apps they use."""

import pytest

from content.channel_words import named_channels, unlinked_channels, wished_channels
from content.channels import TELEGRAM, ZALO_BOT, ZALO_OA

ZALO = (ZALO_BOT, ZALO_OA)


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("nhắc tôi qua Zalo", ZALO), ("Nhac toi qua zalo nhe", ZALO),
        ("từ nay nhắc qua telegram", (TELEGRAM,)), ("nhắn tôi trên Zalo", ZALO),
        ("remind me on Telegram please", (TELEGRAM,)), ("gửi qua tele", (TELEGRAM,)),
        ("nhắc trạm y tế", ()), ("nhắc trạm y tế qua zalo", ()), ("zalo", ()),
        ("gửi báo cáo", ()), ("", ()),
    ],
)  # fmt: skip
def test_a_wish_is_understood_anywhere(text: str, channels: tuple[str, ...]) -> None:
    assert wished_channels(text) == channels


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("zalo", ZALO), ("Telegram.", (TELEGRAM,)), ("qua zalo", ZALO),
        ("Nhắc qua Zalo (bot)", ZALO), ("nhắc tôi qua zalo", ZALO), ("đâu cũng được", ()),
    ],
)  # fmt: skip
def test_under_the_question_a_name_is_enough(text: str, channels: tuple[str, ...]) -> None:
    assert named_channels(text) == channels


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("bỏ liên kết Zalo", ZALO), ("huy lien ket voi telegram", (TELEGRAM,)), ("unlink", ()),
        ("Bỏ liên kết", ()), ("liên kết zalo", None), ("bỏ qua", None),
    ],
)  # fmt: skip
def test_unlinking_may_name_the_app(text: str, channels: tuple[str, ...] | None) -> None:
    assert unlinked_channels(text) == channels
