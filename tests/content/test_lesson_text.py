"""The words of a lesson become what a chat shows."""

import pytest

from content.lesson_text import as_html, without_marks

NAMES = {"ward": "Phước Bình", "province": "Đồng <Nai>"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("OTP là **mã dùng một lần**.", "OTP là <b>mã dùng một lần</b>."),
        ("Mở:\n- Cài đặt\n- Cỡ chữ", "Mở:\n• Cài đặt\n• Cỡ chữ"),
        ("5 - 3 = 2", "5 - 3 = 2"),
        ("<b>a & b</b>", "&lt;b&gt;a &amp; b&lt;/b&gt;"),
        ("Phường {ward}, {province}", "Phường Phước Bình, Đồng &lt;Nai&gt;"),
        ("{unknown} %(x)s", "{unknown} %(x)s"),
        ("vneid-xacthuc[.]top", "vneid-xacthuc[.]top"),
    ],
)
def test_markdown_of_two_kinds(written: str, shown: str) -> None:
    assert as_html(written, NAMES) == shown


def test_a_claim_is_shown_without_its_marks() -> None:
    assert without_marks("*Dịch vụ khác → `S (số)`*") == "Dịch vụ khác → S (số)"
