"""One table of letters, delivered to the local Official Account by the product's own client."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.clock import Clock, StoppedClock
from bot.delivery.errors import (
    Ambiguous,
    BadMessage,
    ChannelPaused,
    DeliveryError,
    NotSent,
    NotYet,
    OutOfWindow,
    Permanent,
)
from bot.delivery.zalo_oa_errors import OaRefused, from_oa
from bot.delivery.zalo_oa_http import Attachment
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import (
    BAD_GATEWAY,
    DROPPED_AFTER,
    DROPPED_BEFORE,
    EMPTY_BODY,
    Fault,
    stalled,
)
from bot.sandbox.zalo_oa.phones import Phone
from bot.sandbox.zalo_oa.server import CONSULT
from storage.database import Database
from tests.zalo_account import PNG, Account, client, platform

MENU = [["1", "Gửi báo cáo", "r:1"], ["2", "Để sau", "r:2"]]
TEXT = "Chọn việc cần làm.\n1. Gửi báo cáo\n2. Để sau"


@pytest_asyncio.fixture
async def account(sqlite_database_url: str) -> AsyncIterator[Account]:
    database = Database(sqlite_database_url)
    async with (
        platform() as server,
        client(server, database, seed=server.oauth.issue().refresh) as opened,
    ):
        yield opened
    await database.close()


@pytest.fixture
def an(account: Account) -> Phone:
    return account.server.person(name="An", has_written=True)


@dataclass(frozen=True)
class Taken:
    """A letter that arrives, under manners, and what is on the screen then."""

    label: str
    payload: dict[str, Any]
    manners: dict[str, Any] = field(default_factory=dict)
    text: str = TEXT
    options: tuple[str, ...] = ()
    photo: str | None = None


PICTURE = "https://phuocbinh.example/s/abc.png"
TAKEN = [
    Taken("text", {}),
    Taken("2000 units", {"text": "ế" * 2000}, text="ế" * 2000),
    Taken("1000 emoji are 2000 units", {"text": "😀" * 1000}, text="😀" * 1000),
    Taken("a menu with buttons", {"menu": MENU}, options=("Gửi báo cáo", "Để sau")),
    Taken("buttons refused, -233", {"menu": MENU}, {"takes_buttons": False}),
    Taken(
        "buttons refused, -201",
        {"menu": MENU},
        {"takes_buttons": False, "refuses_buttons_with": -201},
    ),
    Taken(
        "buttons refused, -210",
        {"menu": MENU},
        {"takes_buttons": False, "refuses_buttons_with": -210},
    ),
    Taken("six options, too many for buttons", {"menu": [[n, f"M{n}", "x"] for n in "123456"]}),
    Taken("two options alike are no buttons", {"menu": [["1", "Có", "a"], ["2", "Có", "b"]]}),
    Taken("a label too long for a button", {"menu": [["1", "x" * 101, "a"]]}),
    Taken("a photo by its address", {"photo": PICTURE}, photo=PICTURE),
    Taken("a photo refused is a link", {"photo": "ftp://x/y"}, text=f"{TEXT}\nftp://x/y"),
    Taken("no quota told", {}, {"tells_quota": False}),
    Taken(
        "a file that is gone is owned up to",
        {"document": "nowhere"},
        text=f"{TEXT}\n(Tệp kèm theo tin này chưa gửi được.)",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", TAKEN, ids=lambda case: case.label)
async def test_a_letter_arrives(account: Account, an: Phone, case: Taken) -> None:
    account.server.behave(**case.manners)
    message_id = await account.deliver(an.id, **({"text": TEXT} | case.payload))
    shown = an.received[-1]
    assert (shown.id, shown.text, shown.photo) == (message_id, case.text, case.photo)
    assert tuple(shown.options) == case.options
    assert len(an.received) == 1


@dataclass(frozen=True)
class Refused:
    """What the platform answers, and what it means."""

    label: str
    fault: Fault
    kind: type[DeliveryError]


def code(number: int) -> Fault:
    return Fault(ApiError(number, "said so"))


REFUSED = [
    *(Refused(f"{n}", code(n), BadMessage) for n in (-201, -210, -233, -202, -214, -9999)),
    *(Refused(f"{n}", code(n), OutOfWindow) for n in (-230, -232, -305)),
    *(Refused(f"{n}", code(n), Permanent) for n in (-213, -217, -222, -227, -244)),
    *(Refused(f"{n}", code(n), NotYet) for n in (-211, -311, -320, -321, -218, -234)),
    *(
        Refused(f"{n}", code(n), ChannelPaused)
        for n in (-32, -204, -205, -207, -209, -212, -215, -219, -221, -224, -242)
    ),
    Refused("a busy gateway", Fault(status=429, body="<html>"), ChannelPaused),
    Refused("502 in HTML", BAD_GATEWAY, Ambiguous),
    Refused("an empty answer", EMPTY_BODY, Ambiguous),
    Refused("403 of a wall before Zalo", Fault(status=403, body="<html>"), NotSent),
    Refused("hung up before", DROPPED_BEFORE, Ambiguous),
    Refused("hung up after", DROPPED_AFTER, Ambiguous),
    Refused("a number that is none", Fault(body='{"error": "x"}'), BadMessage),
    Refused("a list", Fault(body="[]"), Ambiguous),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.label)
async def test_a_refusal_is_understood(account: Account, an: Phone, case: Refused) -> None:
    await account.tokens.current()
    account.server.fail_next(CONSULT, case.fault, times=2)
    with pytest.raises(DeliveryError) as caught:
        await account.deliver(an.id)
    assert isinstance(caught.value, case.kind)
    assert type(caught.value) is case.kind
    assert len(account.server.faults.planned) == 1  # asked once, not again


@pytest.mark.parametrize("number", [-216, -220, 216, 401, -401])
async def test_a_refused_token_is_refreshed_once_and_the_letter_sent_once(
    account: Account, an: Phone, number: int
) -> None:
    await account.tokens.current()
    await account.change("saved_at = saved_at - 3600")
    account.server.fail_next(CONSULT, code(number))
    await account.deliver(an.id)
    assert len(an.received) == 1
    assert len(account.server.oauth.spent) == 2  # the settings' and the pair's


async def test_a_token_refused_twice_pauses_the_channel(account: Account, an: Phone) -> None:
    await account.tokens.current()
    await account.change("saved_at = saved_at - 3600")
    account.server.fail_next(CONSULT, code(-216), times=9)
    with pytest.raises(ChannelPaused):
        await account.deliver(an.id)
    assert len(account.server.oauth.spent) == 2
    assert len(account.server.faults.planned) == 1
    assert account.server.faults.planned[0].times == 7  # asked twice


async def test_a_token_that_was_just_made_is_not_made_again(account: Account, an: Phone) -> None:
    await account.tokens.current()
    account.server.fail_next(CONSULT, code(-216), times=9)
    with pytest.raises(ChannelPaused):
        await account.deliver(an.id)
    assert len(account.server.oauth.spent) == 1


async def test_no_answer_is_ambiguous_and_not_asked_again(
    sqlite_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.zalo_oa_http._ANSWERS_WITHIN", 0.2)
    database = Database(sqlite_database_url)
    async with (
        platform() as server,
        client(server, database, seed=server.oauth.issue().refresh) as account,
    ):
        an = server.person(has_written=True)
        server.fail_next(CONSULT, stalled(1000))
        with pytest.raises(Ambiguous):
            await account.deliver(an.id)
        assert not server.faults.planned
    await database.close()


async def test_nobody_there_is_not_sent(account: Account, an: Phone) -> None:
    async with client(
        account.server, account.database, seed=None, url="http://127.0.0.1:9"
    ) as far:
        await account.tokens.current()
        with pytest.raises(NotSent):
            await far.deliver(an.id)


async def test_too_many_calls_rest_longer_and_longer(account: Account, an: Phone) -> None:
    await account.tokens.current()
    rests = []
    for _ in range(5):
        account.server.fail_next(CONSULT, code(-32))
        with pytest.raises(ChannelPaused) as caught:
            await account.deliver(an.id)
        rests.append(caught.value.retry_after)
    assert rests == [5, 15, 30, 60, 60]
    await account.deliver(an.id)
    account.server.fail_next(CONSULT, code(-32))
    with pytest.raises(ChannelPaused) as caught:
        await account.deliver(an.id)
    assert caught.value.retry_after == 5


async def test_the_platform_counts_calls_a_minute(account: Account, an: Phone) -> None:
    await account.tokens.current()
    account.server.behave(calls_a_minute=2)
    outcomes = []
    for _ in range(4):  # a minute may turn in between
        try:
            outcomes.append(await account.deliver(an.id))
        except ChannelPaused:
            outcomes.append("paused")
    assert "paused" in outcomes


async def test_refused_buttons_are_remembered(account: Account, an: Phone) -> None:
    account.server.behave(takes_buttons=False)
    await account.deliver(an.id, TEXT, menu=MENU)
    calls = len(account.server.calls)
    await account.deliver(an.id, TEXT, menu=MENU)
    assert len(account.server.calls) == calls + 1
    assert [m.text for m in an.received] == [TEXT, TEXT]


async def test_a_bad_text_is_not_held_against_its_buttons(account: Account, an: Phone) -> None:
    with pytest.raises(BadMessage):
        await account.deliver(an.id, "x" * 2001, menu=MENU)
    await account.deliver(an.id, TEXT, menu=MENU)
    assert an.received[-1].options == ["Gửi báo cáo", "Để sau"]


async def test_a_tap_writes_the_label_and_the_letter_it_stands_under(
    account: Account, an: Phone
) -> None:
    await account.deliver(an.id, TEXT, menu=MENU)
    assert an.taps("Để sau").text == "Để sau #1.2"


async def test_without_the_setting_there_are_no_buttons(sqlite_database_url: str) -> None:
    database = Database(sqlite_database_url)
    async with (
        platform() as server,
        client(server, database, seed=server.oauth.issue().refresh, buttons=False) as account,
    ):
        an = server.person(has_written=True)
        await account.deliver(an.id, TEXT, menu=MENU)
        assert an.received[-1].options == []
    await database.close()


async def test_a_doubtful_letter_says_that_it_comes_again(account: Account, an: Phone) -> None:
    await account.deliver(an.id, was_interrupted=True)
    assert an.received[-1].text == "(gửi lại)\nChào đồng chí"


async def test_a_full_letter_comes_again_without_saying_so(account: Account, an: Phone) -> None:
    await account.deliver(an.id, "x" * 1995, was_interrupted=True)
    assert an.received[-1].text == "x" * 1995


@pytest.mark.parametrize("named", ["token", "attachment_id"])
async def test_a_file_goes_before_its_text(account: Account, an: Phone, named: str) -> None:
    account.server.behave(names_files=named)
    account.drawer.files["kh"] = Attachment("Kế hoạch.pdf", b"%PDF-", "application/pdf")
    message_id = await account.deliver(an.id, TEXT, document="kh")
    assert [m.file for m in an.received] == ["Kế hoạch.pdf", None]
    assert an.received[-1].id == message_id


async def test_a_file_that_went_ahead_does_not_go_twice(account: Account, an: Phone) -> None:
    account.drawer.files["kh"] = Attachment("a.pdf", b"%PDF-", "application/pdf")
    await account.tokens.current()
    account.server.fail_next(CONSULT, Fault())  # the file passes
    account.server.fail_next(CONSULT, code(-32))  # the text does not
    with pytest.raises(ChannelPaused):
        await account.deliver(an.id, TEXT, document="kh")
    await account.deliver(an.id, TEXT, document="kh")
    assert [m.file for m in an.received] == ["a.pdf", None]


@pytest.mark.parametrize(
    ("name", "content"), [("a.exe", b"MZ"), ("a.pdf", b"x" * (5 * 1024 * 1024 + 1)), ("a", b"x")]
)
async def test_a_file_zalo_does_not_take_is_owned_up_to(
    account: Account, an: Phone, name: str, content: bytes
) -> None:
    account.drawer.files["x"] = Attachment(name, content, "application/octet-stream")
    await account.deliver(an.id, TEXT, document="x")
    assert an.received[-1].text == f"{TEXT}\n(Tệp kèm theo tin này chưa gửi được.)"


async def test_an_image_is_handed_over(account: Account, an: Phone) -> None:
    account.drawer.files["p"] = Attachment("chart.png", PNG, "image/png")
    await account.deliver(an.id, TEXT, image="p")
    assert an.received[-1].photo


async def test_an_image_zalo_does_not_take_is_owned_up_to(account: Account, an: Phone) -> None:
    account.drawer.files["p"] = Attachment("chart.png", b"nothing", "image/png")
    await account.deliver(an.id, TEXT, image="p")
    assert an.received[-1].text == f"{TEXT}\n(Tệp kèm theo tin này chưa gửi được.)"


async def test_an_upload_without_answer_is_done_again(account: Account, an: Phone) -> None:
    account.drawer.files["p"] = Attachment("chart.png", PNG, "image/png")
    account.server.fail_next("/v2.0/oa/upload/image", DROPPED_AFTER)
    with pytest.raises(NotSent):
        await account.deliver(an.id, TEXT, image="p")
    assert not an.received


@pytest.mark.parametrize("proves", [True, False])
async def test_the_proof_of_the_secret(sqlite_database_url: str, *, proves: bool) -> None:
    database = Database(sqlite_database_url)
    async with (
        platform(wants_proof=True) as server,
        client(server, database, seed=server.oauth.issue().refresh, proof=proves) as account,
    ):
        an = server.person(has_written=True)
        if proves:
            await account.deliver(an.id)
        else:
            with pytest.raises(ChannelPaused, match="-242"):
                await account.deliver(an.id)
    await database.close()


# The platform's own rules, on a clock that moves.


async def test_who_may_be_written_to(account: Account) -> None:
    clock = StoppedClock(Clock().now())
    server = account.server
    server.world._clock = clock.now
    server.behave(billed_messages=1)
    an = server.person(has_written=True)
    clock.move_to(clock.now() + timedelta(hours=47))
    await account.deliver(an.id)
    assert server.world.billed == 0
    clock.move_to(clock.now() + timedelta(hours=2))
    await account.deliver(an.id)
    assert server.world.billed == 1
    with pytest.raises(NotYet):
        await account.deliver(an.id)
    clock.move_to(clock.now() + timedelta(days=6))
    with pytest.raises(OutOfWindow, match="-230"):
        await account.deliver(an.id)
    an.says("chào")
    await account.deliver(an.id)


async def test_who_never_wrote_or_is_unknown_or_blocks(account: Account) -> None:
    server = account.server
    with pytest.raises(OutOfWindow, match="-232"):
        await account.deliver(server.person().id)
    with pytest.raises(BadMessage):
        await account.deliver("123")
    an = server.person(has_written=True)
    an.blocks()
    with pytest.raises(Permanent):
        await account.deliver(an.id)
    an.says("mở lại")
    await account.deliver(an.id)


async def test_where_following_is_wanted(account: Account, an: Phone) -> None:
    account.server.behave(wants_follow=True)
    with pytest.raises(Permanent, match="-213"):
        await account.deliver(an.id)
    an.follows()
    await account.deliver(an.id)


async def test_a_bare_image_is_refused(account: Account, an: Phone) -> None:
    token = await account.tokens.current()
    bare = {"attachment": {"type": "image", "payload": {"url": PICTURE}}}
    with pytest.raises(OaRefused, match="-201"):
        await account.http.post(
            CONSULT, token.value, {"recipient": {"user_id": an.id}, "message": bare}
        )


async def test_a_person_may_be_asked_for_their_number(account: Account, an: Phone) -> None:
    token = await account.tokens.current()
    element = {"title": "UBND phường", "subtitle": "Xin số", "image_url": "https://x/y.png"}
    payload = {"template_type": "request_user_info", "elements": [element]}
    message = {"attachment": {"type": "template", "payload": payload}}
    body = {"recipient": {"user_id": an.id}, "message": message}
    assert await account.http.post(CONSULT, token.value, body)


def test_every_code_has_a_meaning() -> None:
    assert all(isinstance(from_oa(OaRefused(n)), DeliveryError) for n in range(-500, 500))


async def test_the_server_tells_its_limits(account: Account) -> None:
    token = await account.tokens.current()
    answer = await account.wire.ask(
        "GET", f"{account.server.url}/v2.0/oa/getoa",
        {"access_token": token.value.get_secret_value()}, within=5.0,
    )  # fmt: skip
    assert answer.read()["data"]["oa_type"] == 4
    assert (await account.http.get("/v2.0/oa/getoa", token.value))["oaid"]


async def test_an_address_that_is_none_is_refused(account: Account) -> None:
    token = await account.tokens.current()
    with pytest.raises(OaRefused):
        await account.http.get("/v3.0/oa/message", token.value)
