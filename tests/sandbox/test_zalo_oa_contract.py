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
    NotTaken,
    NotYet,
    OutOfWindow,
    Permanent,
)
from bot.delivery.outcomes import failed
from bot.delivery.zalo_oa_errors import OaRefused, from_oa
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
from content.attachments import File
from content.channels import ZALO_OA, capabilities
from storage.database import Database
from tests.drawer import PNG, document, picture
from tests.zalo_account import Account, client, letter, platform

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
    Taken("no quota told", {}, {"tells_quota": False}),
    Taken(
        "a file that is gone is owned up to",
        document(),
        text=f"(Tin này có kèm tệp nhưng chưa gửi được: Kế hoạch)\n\n{TEXT}",
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
    Refused("a code that is none", Fault(body='{"error": "x"}'), Ambiguous),
    Refused("no code", Fault(body="{}"), Ambiguous),
    Refused("a code that says yes and no", Fault(body='{"error": false}'), Ambiguous),
    Refused("a redirect", Fault(status=302, body=""), NotSent),
    *(
        Refused(f"{status} in a gateway's JSON", Fault(status=status, body=body), kind)
        for status, body, kind in (
            (500, '{"message":"Internal Server Error"}', Ambiguous),
            (502, '{"error":0}', Ambiguous),
            (503, '{"status":503,"error":"Service Unavailable"}', Ambiguous),
            (503, '{"error":503}', Ambiguous),
            (504, '{"error":-201}', Ambiguous),
            (408, '{"message":"timed out"}', Ambiguous),
            (403, '{"message":"Forbidden"}', NotSent),
            (404, '{"error":404}', NotSent),
            (400, '{"message":"Bad Request"}', NotTaken),
            (413, "<html>", NotTaken),
        )
    ),
    Refused("Zalo's own no under 400", Fault(status=400, body='{"error":-213}'), Permanent),
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


@pytest.mark.parametrize(("tries", "state"), [(59, "pending"), (60, "failed")])
async def test_what_nothing_lets_through_is_given_up_after_an_hour(
    account: Account, an: Phone, tries: int, state: str
) -> None:
    account.server.fail_next(CONSULT, Fault(status=413, body="<html>"))
    with pytest.raises(NotTaken) as caught:
        await account.deliver(an.id)
    assert failed(letter(an.id, attempts=tries), caught.value).state == state


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


async def test_a_tap_writes_the_label_and_which_message_it_stands_under(
    account: Account, an: Phone
) -> None:
    await account.deliver(an.id, TEXT, menu=MENU, number=41)
    await account.deliver(an.id, TEXT, menu=MENU, number=42)
    older, newer = an.received
    assert an.taps("Để sau", older).text == "Để sau #41.2"
    assert an.taps("Để sau", newer).text == "Để sau #42.2"


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
async def test_a_document_is_handed_over(account: Account, an: Phone, named: str) -> None:
    account.server.behave(names_files=named)
    account.drawer.files["content:a.pdf"] = File("Kế hoạch.pdf", b"%PDF-")
    message_id = await account.deliver(an.id, "", **document())
    assert [(m.file, m.id) for m in an.received] == [("Kế hoạch.pdf", message_id)]


@pytest.mark.parametrize(
    ("name", "content"), [("a.exe", b"MZ"), ("a.pdf", b"x" * (5 * 1024 * 1024 + 1)), ("a", b"x")]
)
async def test_a_document_zalo_does_not_take_is_a_link(
    account: Account, an: Phone, name: str, content: bytes
) -> None:
    account.drawer.files["content:a.pdf"] = File(name, content)
    await account.deliver(an.id, "", **document())
    link = account.drawer.links[-1]
    assert an.received[-1].text == (
        f"Tệp: Kế hoạch\n{link.url}\n(Liên kết dùng được đến 12:00 ngày 02/12/2026.)"
    )


async def test_a_picture_is_handed_over_once_an_hour(account: Account, an: Phone) -> None:
    account.drawer.files["content:a.png"] = File("a.png", PNG)
    for _ in range(3):
        await account.deliver(an.id, TEXT, **picture())
    assert [bool(m.photo) and m.text for m in an.received] == [TEXT] * 3
    assert sum("upload" in call.path for call in account.server.calls) == 1


async def test_a_picture_zalo_has_forgotten_is_handed_over_again(
    account: Account, an: Phone
) -> None:
    account.drawer.files["content:a.png"] = File("a.png", PNG)
    await account.deliver(an.id, TEXT, **picture())
    account.server.world.files.clear()
    await account.deliver(an.id, TEXT, **picture())
    assert [bool(m.photo) for m in an.received] == [True, True]


async def test_what_was_made_for_one_person_is_not_remembered(account: Account, an: Phone) -> None:
    account.drawer.files["made:1"] = File("a.png", PNG)
    for _ in range(2):
        await account.deliver(an.id, TEXT, **picture("made:1"))
    assert sum("upload" in call.path for call in account.server.calls) == 2


async def test_a_picture_zalo_does_not_take_is_a_link(account: Account, an: Phone) -> None:
    account.drawer.files["content:a.png"] = File("a.png", b"nothing")
    await account.deliver(an.id, TEXT, **picture())
    assert an.received[-1].text.startswith(f"Ảnh: Biểu đồ\n{account.drawer.links[-1].url}\n(")
    assert an.received[-1].text.endswith(f"\n\n{TEXT}")


async def test_beside_the_longest_text_there_is_room_for_the_longest_link(
    account: Account, an: Phone
) -> None:
    account.drawer.files["content:a.png"] = File("a.png", b"nothing")
    longest = "x" * capabilities(ZALO_OA).longest_caption
    await account.deliver(
        an.id, longest, was_interrupted=True, **picture("content:a.png", alt="ế" * 500)
    )
    text = an.received[-1].text
    assert text.startswith("(gửi lại)\n")
    assert account.drawer.links[-1].url in text
    assert text.endswith(longest)


async def test_an_upload_without_answer_is_done_again(account: Account, an: Phone) -> None:
    account.drawer.files["content:a.png"] = File("a.png", PNG)
    account.server.fail_next("/v2.0/oa/upload/image", DROPPED_AFTER)
    with pytest.raises(NotSent):
        await account.deliver(an.id, TEXT, **picture())
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
    bare = {"attachment": {"type": "image", "payload": {"url": "https://phuocbinh.example/a.png"}}}
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
