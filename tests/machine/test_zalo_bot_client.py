"""Delivery to the Zalo Bot Platform: what each failure means, and that the token is never said."""

import logging
import traceback
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from bot.delivery import outcomes
from bot.delivery.errors import (
    Ambiguous,
    BadMessage,
    DeliveryError,
    NotSent,
    NotTaken,
    OutOfQuota,
    RateLimited,
    TokenDead,
)
from bot.delivery.pacing import Pace
from bot.delivery.zalo_bot import ZaloBotTransport
from bot.delivery.zalo_bot_http import ZaloBotHttp, ZaloRefused
from bot.sandbox.faults import Fault
from bot.sandbox.zalo_bot import faults
from bot.sandbox.zalo_bot.manners import Told
from bot.sandbox.zalo_bot.server import TOKEN
from content.attachments import File
from content.text import utf16_length
from storage.models.machine import OutboxState
from storage.outbox import Taken
from tests.drawer import PNG, Drawer, document, picture
from tests.zalo_bot import Zalo, open_zalo

AN = "aaaabbbbccccdddd0001"
SECRET = TOKEN.partition(":")[2]


@pytest_asyncio.fixture
async def zalo() -> AsyncIterator[Zalo]:
    async with open_zalo() as opened:
        opened.server.person(AN, has_written=True)
        yield opened


def letter(text: str = "Nhắc việc", *, last_error: str | None = None, **payload: Any) -> Taken:
    return Taken(
        id=1, address_id=1, recipient=AN, payload={"text": text, "language": "vi", **payload},
        edits=None, priority=0, at_most_once=False, attempts=1, last_error=last_error,
        was_interrupted=False,
    )  # fmt: skip


async def test_a_letter_goes_out_as_plain_text(zalo: Zalo) -> None:
    sent = await ZaloBotTransport(zalo.http).deliver(letter("**Số** <b>12</b>\n1. Nộp"))
    shown = zalo.server.phones[AN].received[0]
    assert (shown.id, shown.text) == (sent.message_id, "**Số** <b>12</b>\n1. Nộp")
    assert "parse_mode" not in zalo.server.calls[-1].params


async def test_a_doubtful_repeat_says_so(zalo: Zalo) -> None:
    await ZaloBotTransport(zalo.http).deliver(letter("Nhắc việc", last_error="ambiguous"))
    assert zalo.server.phones[AN].received[0].text == "(gửi lại)\nNhắc việc"


async def test_a_full_letter_is_repeated_all_the_same(zalo: Zalo) -> None:
    await ZaloBotTransport(zalo.http).deliver(letter("x" * 1995, last_error="ambiguous"))
    assert utf16_length(zalo.server.phones[AN].received[0].text) == 1995


async def test_a_picture_goes_out_by_its_address_with_its_caption(zalo: Zalo) -> None:
    drawer = Drawer("https://phuocbinh.gov.vn")
    drawer.files["content:a.png"] = File("a.png", PNG)
    await ZaloBotTransport(zalo.http, drawer).deliver(letter("Tháng 11", **picture()))
    shown = zalo.server.phones[AN].received[0]
    assert (shown.photo, shown.text) == (drawer.links[0].url, "Tháng 11")


async def test_a_picture_zalo_refuses_becomes_a_link(zalo: Zalo) -> None:
    drawer = Drawer("https://upload.wikimedia.org")
    drawer.files["content:a.png"] = File("a.png", PNG)
    await ZaloBotTransport(zalo.http, drawer).deliver(letter("Tháng 11", **picture()))
    assert zalo.server.phones[AN].received[0].text == (
        f"Ảnh: Biểu đồ\n{drawer.links[0].url}\n"
        "(Liên kết dùng được đến 12:00 ngày 02/12/2026.)\n\nTháng 11"
    )


async def test_a_document_is_a_link(zalo: Zalo) -> None:
    drawer = Drawer("https://phuocbinh.gov.vn")
    drawer.files["content:a.pdf"] = File("a.pdf", b"%PDF-")
    await ZaloBotTransport(zalo.http, drawer).deliver(letter("", **document()))
    assert (
        zalo.server.phones[AN]
        .received[0]
        .text.startswith(f"Tệp: Kế hoạch\n{drawer.links[0].url}\n(")
    )


@pytest.mark.parametrize("is_there", [True, False])
async def test_where_nobody_can_reach_us_words_stand_for_a_picture(
    zalo: Zalo, *, is_there: bool
) -> None:
    drawer = Drawer()
    if is_there:
        drawer.files["content:a.png"] = File("a.png", PNG)
    await ZaloBotTransport(zalo.http, drawer).deliver(letter("Tháng 11", **picture()))
    assert zalo.server.phones[AN].received[0].text == (
        "(Tin này có ảnh nhưng không hiện được ở đây. Nội dung ảnh: Biểu đồ)\n\nTháng 11"
    )


async def test_typing_is_shown_and_its_failure_harms_nobody(zalo: Zalo) -> None:
    zalo.server.fail_next("sendChatAction", faults.BAD_GATEWAY)
    for _ in range(2):
        await ZaloBotTransport(zalo.http).show_typing(AN)
    assert zalo.server.calls[-1].error is None


MEANINGS: dict[str, tuple[Fault, type[DeliveryError]]] = {
    "refused": (faults.refused(400, "Bad request: The chat_id is invalid"), BadMessage),
    "unheard-of refusal": (faults.refused(-7, "?"), BadMessage),
    "not found": (faults.refused(404, "Not Found"), BadMessage),
    "token": (faults.refused(401, "Unauthorized"), TokenDead),
    "internal server error": (faults.INTERNAL, Ambiguous),
    "502 of its own": (faults.refused(502, "Bad Gateway"), Ambiguous),
    "request timeout": (faults.TIMED_OUT, Ambiguous),
    "quota": (faults.OUT_OF_QUOTA, OutOfQuota),
    "too fast": (faults.TOO_FAST, RateLimited),
    "413 in HTML": (Fault(status=413, body="<html>413</html>"), NotTaken),
    "400 in a gateway's JSON": (Fault(status=400, body='{"message":"no"}'), NotTaken),
    "500 in a gateway's JSON": (Fault(status=500, body='{"message":"no"}'), Ambiguous),
    "502 in HTML": (faults.BAD_GATEWAY, Ambiguous),
    "504 in HTML": (faults.GATEWAY_TIMEOUT, Ambiguous),
    "403 in HTML": (faults.WALLED_OFF, NotSent),
    "404 in HTML": (Fault(status=404, body="<html>404 Not Found</html>"), TokenDead),
    "408 in HTML": (Fault(status=408, body="<html>408</html>"), Ambiguous),
    "nothing": (faults.EMPTY_BODY, Ambiguous),
    "JSON of another kind": (Fault(body='["ok"]'), Ambiguous),
    "deep JSON": (Fault(body="[" * 100_000), Ambiguous),
    "hung up before": (faults.DROPPED_BEFORE, Ambiguous),
    "hung up after": (faults.DROPPED_AFTER, Ambiguous),
}


@pytest.mark.parametrize("what", MEANINGS)
@pytest.mark.parametrize("codes_are_strings", [False, True])
async def test_a_failure_means(zalo: Zalo, what: str, codes_are_strings: bool) -> None:
    fault, meaning = MEANINGS[what]
    zalo.server.behave(codes_are_strings=codes_are_strings)
    zalo.server.fail_next("sendMessage", fault)
    with pytest.raises(DeliveryError) as failure:
        await ZaloBotTransport(zalo.http).deliver(letter())
    assert type(failure.value) is meaning


async def test_what_zalo_says_in_words_is_not_kept(zalo: Zalo) -> None:
    """It may quote what somebody wrote."""
    zalo.server.fail_next("sendMessage", faults.refused(400, "Bad request: text 'số máy bà Lan'"))
    with pytest.raises(BadMessage) as failure:
        await ZaloBotTransport(zalo.http).deliver(letter())
    assert outcomes.failed(letter(), failure.value).error == "Zalo answered 400"


@pytest.mark.parametrize("told", [Told.JSON, Told.HTML])
async def test_a_dead_token_is_known_however_it_is_told(zalo: Zalo, told: Told) -> None:
    zalo.server.behave(bad_token=told)
    async with ZaloBotHttp(zalo.server.url, "1:another") as stranger:
        with pytest.raises(TokenDead):
            await ZaloBotTransport(stranger).deliver(letter())


@pytest.mark.parametrize("error", [OutOfQuota(), TokenDead()])
def test_without_quota_or_token_letters_wait_and_the_channel_rests(error: RateLimited) -> None:
    fate = outcomes.failed(letter(), error)
    assert (fate.state, fate.pause) == (OutboxState.PENDING, error.retry_after)
    pace = Pace(25)
    for recipient in (AN, "aaaabbbbccccdddd0002"):
        pace.refuse(recipient, error.retry_after, now=100.0)
    assert pace.wait_for_any(100.0) == error.retry_after


async def test_nobody_there_is_safe_to_repeat_and_silence_is_not(zalo: Zalo) -> None:
    async with ZaloBotHttp("http://127.0.0.1:9", TOKEN) as nowhere:
        with pytest.raises(NotSent):
            await ZaloBotTransport(nowhere).deliver(letter())
    zalo.server.fail_next("sendMessage", faults.stalled(1000))
    with pytest.raises(Ambiguous):
        await zalo.http.call("sendMessage", {"chat_id": AN, "text": "x"}, within=0.1)


async def test_the_time_a_proxy_asks_for_is_given(elsewhere: "Elsewhere") -> None:
    elsewhere.answer = web.Response(status=429, text="<html>", headers={"Retry-After": "20"})
    async with ZaloBotHttp(elsewhere.url, TOKEN) as http:
        with pytest.raises(RateLimited) as failure:
            await http.call("getMe", {}, within=5)
    assert failure.value.retry_after == 20


async def test_a_redirect_does_not_carry_the_token_on(elsewhere: "Elsewhere") -> None:
    elsewhere.answer = web.Response(status=307, headers={"Location": f"{elsewhere.url}/away"})
    async with ZaloBotHttp(elsewhere.url, TOKEN) as http:
        with pytest.raises(NotSent):
            await http.call("getMe", {}, within=5)
    assert elsewhere.paths == [f"/bot{TOKEN}/getMe"]


class Elsewhere:
    """Something that is not the platform."""

    def __init__(self) -> None:
        self.url = ""
        self.paths: list[str] = []
        self.answer = web.Response()

    async def handle(self, request: web.BaseRequest) -> web.Response:
        self.paths.append(request.path)
        return self.answer


@pytest_asyncio.fixture
async def elsewhere() -> AsyncIterator[Elsewhere]:
    found = Elsewhere()
    runner = web.ServerRunner(web.Server(found.handle), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield found
    await runner.cleanup()


def everything_said(error: BaseException | None) -> str:
    """The error, what hangs on it, and every local variable of ours and of the library on the
    way, as a chatty logger would print them."""
    said: list[str] = []
    while error is not None:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
        said += [str(frame.locals) for frame in shown.stack if "/tests/" not in frame.filename]
        said += [str(error), repr(error), str(vars(error))]
        error = error.__cause__ or error.__context__
    return "\n".join(said)


ECHOES = [
    faults.refused(400, f"no route for /bot{TOKEN}/sendMessage"),
    faults.refused(400, f"no route for /bot{TOKEN.replace(':', '%3A')}/sendMessage"),
    faults.refused(401, f"bad secret {SECRET}"),
    Fault(status=404, body=f"<html>/bot{TOKEN}/sendMessage was not found</html>"),
    Fault(status=502, body=f"<html>/bot{TOKEN}/sendMessage</html>"),
    faults.DROPPED_BEFORE,
    faults.EMPTY_BODY,
    faults.stalled(1000),
]


@pytest.mark.parametrize("fault", ECHOES)
async def test_neither_an_error_nor_a_log_line_says_the_token(
    zalo: Zalo, fault: Fault, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    zalo.server.fail_next("sendMessage", fault)
    with pytest.raises((DeliveryError, ZaloRefused)) as failure:
        await zalo.http.call("sendMessage", {"chat_id": AN, "text": "x"}, within=0.2)
    zalo.server.fail_next("sendMessage", fault)
    if not fault.stalls_for:
        with pytest.raises(DeliveryError) as classified:
            await ZaloBotTransport(zalo.http).deliver(letter())
        assert SECRET not in everything_said(classified.value)
    written = capsys.readouterr()
    assert SECRET not in everything_said(failure.value)
    assert SECRET not in caplog.text + written.out + written.err


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9", "not an address", "http://[x", "ftp://x"]
)
async def test_an_address_that_is_none_does_not_give_the_token_away(address: str) -> None:
    async with ZaloBotHttp(address, TOKEN) as http:
        with pytest.raises(DeliveryError) as failure:
            await http.call("getMe", {}, within=5)
    assert SECRET not in everything_said(failure.value)


async def test_a_closed_way_sends_nothing() -> None:
    http = ZaloBotHttp("http://127.0.0.1:9", TOKEN)
    with pytest.raises(NotSent):
        await http.call("getMe", {}, within=5)
    assert SECRET not in repr(http)


def test_the_library_we_stand_on_does_quote_addresses() -> None:
    """Why no error of it may hang on ours."""
    assert SECRET in str(aiohttp.InvalidURL(f"http://x/bot{TOKEN}/getMe"))
