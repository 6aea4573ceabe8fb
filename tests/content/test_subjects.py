"""When a reply to two things said in one message is clear."""

import pytest

from content.subjects import can_be_joined, joined


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (None, None, None),
        (None, "digest:4", "digest:4"),
        ("obligations:1", "obligations:2,1", "obligations:1,2"),
    ],
)
def test_these_go_together(one: str | None, other: str | None, both: str | None) -> None:
    assert can_be_joined(one, other)
    assert joined(one, other) == both


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("digest:4", "obligations:1"),
        ("extension:4", "extension:5"),
        ("obligations:" + "1," * 90 + "1", "obligations:" + ",".join(map(str, range(90)))),
    ],
)
def test_these_do_not(one: str, other: str) -> None:
    assert not can_be_joined(one, other)
