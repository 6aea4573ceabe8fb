"""What a phone turns into something to tap, and how it is written so that it does not."""

from collections.abc import Collection
from time import process_time

import pytest

from content.addresses import hidden, tappable, untappable

ALLOWED = ("gov.vn", "tinnhiemmang.vn")


def told(text: str) -> list[str]:
    return [address.host for address in tappable(text, ALLOWED)]


@pytest.mark.parametrize(
    "text",
    [
        "Vào dichvucong.gov.vn, gõ tên.", "Vào csgt.bocongan.gov.vn.", "Tra ở tinnhiemmang.vn.",
        "Trang vneid-xacthuc[.]top là giả.", "Đuôi .vip, .top là lạ.", "Giá 1.380.000 đồng.",
        "Tệp giay-moi.pdf và EVN_moi.apk.", "Ở TP.HCM hay Đ.N.", "Hết câu.Câu sau.",
        "ten@phuong.gov.vn", "dichvucong.gov.vn-hoso[.]top", "Vào @ ten.",
        "Ngày 24.11.2026.", "https://vi-du[.]top",
    ],
)  # fmt: skip
def test_addresses_that_may_stand(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("vneid.gov.vn.abc.top", ["vneid.gov.vn.abc.top"]),
        ("vneid.gov.vn.khongco", ["vneid.gov.vn.khongco"]),
        ("xgov.vn", ["xgov.vn"]),
        ("https://gov.vn@abc.xyz/a", ["abc.xyz"]),
        ("WWW.ABC.COM", ["WWW.ABC.COM"]),
        ("abc。top", ["abc.top"]),
        ("abc.com và abc.vip", ["abc.com", "abc.vip"]),
        ("evil.gov.vn-abc.top", ["evil.gov.vn-abc.top"]),
        ("ten@gmail.com", ["gmail.com"]),
        ("(t.me/nhom)", ["t.me"]),
        ("dichvucong.com[.]vn", ["dichvucong.com"]),  # what stands before [.] is a link by itself
        ("vneid.gov.vn.abc.top[.]xyz", ["vneid.gov.vn.abc.top"]),
        ("abc.gov.vn.xyz[.]top", ["abc.gov.vn.xyz"]),
        ("Vào...abc.top", ["abc.top"]),
        ("abc.top-moi", ["abc.top-moi"]),
        ("103.56.78.9/vneid", ["103.56.78.9"]),
        ("@hotro_vneid", ["@hotro_vneid"]),
        ("tg://resolve?domain=abc", ["tg://resolve"]),
    ],
)
def test_addresses_that_may_not(text: str, hosts: Collection[str]) -> None:
    assert told(text) == hosts


@pytest.mark.parametrize(
    "host", ["dichvucong.com.vn", "a.b.top", "1.2.3.4", "@abc", "x.vn.com", "abc.gov"]
)
def test_what_is_advised_cannot_be_tapped(host: str) -> None:
    assert told(host) == [host]
    assert told(hidden(host, ALLOWED)) == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("dichvucong.gov.vn", "dichvucong.gov.vn"),
        ("tinnhiemmang.vn/website-lua-dao", "tinnhiemmang.vn/website-lua-dao"),
        ("xem cafef.vn, a.b.com.", "xem cafef[.]vn, a.b[.]com."),
        ("gov.vn.evil.top", "gov.vn.evil[.]top"),
        ("vneid.gov.vn.abc.top", "vneid.gov.vn.abc[.]top"),
        ("notgov.vn", "notgov[.]vn"),
        ("abc.com.vn, ABC.LIFE", "abc[.]com[.]vn, ABC[.]LIFE"),
        ("tg://resolve và @ten_la", "resolve và @ ten_la"),
        ("1.2.3.4/a", "1[.]2[.]3[.]4/a"),
        ("1022@dongnai.gov.vn", "1022@dongnai.gov.vn"),
        ("1900.0368 và QĐ 28/2018.", "1900.0368 và QĐ 28/2018."),
    ],
)
def test_a_host_that_is_not_allowed_cannot_be_tapped(written: str, shown: str) -> None:
    assert untappable(written, ALLOWED) == shown


@pytest.mark.parametrize("piece", ["a+", "-a", "a.", "a@", "@", "9.", "a.b@"])
def test_no_text_takes_long(piece: str) -> None:
    """What matches holds up everybody: a pattern that looked back took half a minute."""
    began = process_time()
    tappable(piece * 20_000, ALLOWED)
    assert process_time() - began < 2.0
