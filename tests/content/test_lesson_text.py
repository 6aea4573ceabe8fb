"""The words of a lesson become what a chat shows."""

import pytest

from content.lesson_text import as_html, untappable, without_marks

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


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("dichvucong.gov.vn", "dichvucong.gov.vn"),
        ("tinnhiemmang.vn/website-lua-dao", "tinnhiemmang.vn/website-lua-dao"),
        ("xem cafef.vn, a.b.com.", "xem cafef[.]vn, a.b[.]com."),
        ("gov.vn.evil.top", "gov.vn.evil[.]top"),
        ("notgov.vn", "notgov[.]vn"),
        ("1022@dongnai.gov.vn", "1022@dongnai.gov.vn"),
        ("1900.0368 và QĐ 28/2018.", "1900.0368 và QĐ 28/2018."),
    ],
)
def test_a_host_that_is_not_allowed_cannot_be_tapped(written: str, shown: str) -> None:
    assert untappable(written, ("gov.vn", "tinnhiemmang.vn")) == shown


def test_a_claim_is_shown_without_its_marks() -> None:
    assert without_marks("*Dịch vụ khác → `S (số)`*") == "Dịch vụ khác → S (số)"
