"""Events of the Zalo Bot Platform: how they are filed, and who is heard in them."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.intake.envelopes import UnreadableUpdate
from bot.intake.zalo_envelopes import zalo_bot
from bot.intake.zalo_events import Heard, zalo_bot_event
from storage.inbox import Arrival
from tests.machine.test_webhook import JSON

LAN = "aaaabbbbccccdddd0001"
GROUP = "zgr-aaaabbbbccccdddd0099"
PHOTO = "https://photo-example.zdn.vn/x.jpg"


def event(kind: str = "text", /, to: str = LAN, by: str = LAN, **content: Any) -> Any:
    """As the platform writes it, bare."""
    message = {
        "message_id": "0a1b2c3d4e5f60718293",
        "date": 1790000000123,
        "from": {"id": by, "display_name": "Bà Lan", "is_bot": False},
        "chat": {"id": to, "chat_type": "GROUP" if to == GROUP else "PRIVATE"},
        **({"text": "xin chào"} if kind == "text" else {}),
        **content,
    }
    return {"event_name": f"message.{kind}.received", "message": message}


def sender(**facts: Any) -> dict[str, Any]:
    return {"from": {"id": LAN, **facts}}


def raw(body: Any) -> bytes:
    return json.dumps(body).encode()


def wrapped(body: Any) -> Any:
    return {"ok": True, "result": body}


def heard(body: Any) -> Heard:
    found = zalo_bot_event(raw(body))
    assert found is not None
    return found


def test_wrapped_or_bare_it_is_the_same_event() -> None:
    bare, in_result = zalo_bot(raw(event())), zalo_bot(raw(wrapped(event())))
    assert (bare.channel, bare.lane) == ("zalo_bot", f"zalo_bot:{LAN}")
    assert (bare.key, bare.lane) == (in_result.key, in_result.lane)
    assert heard(event()) == heard(wrapped(event()))


@pytest.mark.parametrize(
    "other",
    [
        event("image"),
        event(to=GROUP),
        event(to=GROUP, by="aaaabbbbccccdddd0002"),
        event(message_id="0a1b2c3d4e5f60718294"),
    ],
)
def test_one_message_id_in_other_surroundings_is_another_event(other: Any) -> None:
    assert zalo_bot(raw(other)).key != zalo_bot(raw(event())).key


def test_a_repeated_event_has_the_same_key_whatever_else_changed() -> None:
    again = event(date=1790000009999, text="xin chào ", **sender())
    assert zalo_bot(raw(again)).key == zalo_bot(raw(event())).key


def test_events_without_message_id_are_told_apart_by_what_they_say() -> None:
    keys = [zalo_bot(raw(event("unsupported", message_id=None, date=n))).key for n in (1, 2, 2)]
    assert keys[0] != keys[1] == keys[2]


def test_the_parts_of_a_key_cannot_be_shifted_into_each_other() -> None:
    one = event(message_id="b", by="a a")
    assert zalo_bot(raw(one)).key != zalo_bot(raw(event(message_id="a b", by="a"))).key


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (event(), "text", {"text": "xin chào", "name": "Bà Lan"}),
        (event(text="  2. \n"), "text", {"text": "2."}),
        (event(text="a\x00b\ud800c 😀"), "text", {"text": "abc 😀"}),
        (event(text=" "), "unsupported", {"text": None}),
        (event("image", photo_url=PHOTO, caption="Ảnh"), "photo", {"photo": PHOTO, "text": "Ảnh"}),
        (event("image", photo=PHOTO), "photo", {"photo": PHOTO, "text": None}),
        (event("image", photo_url=PHOTO, photo="http://x/y"), "photo", {"photo": PHOTO}),
        (event("image", photo_url="file:///etc/passwd", caption="Ảnh"), "photo",
         {"photo": None, "text": "Ảnh"}),
        (event("sticker", sticker="0e078a2c", url="https://x/y"), "sticker", {}),
        (event("voice", voice_url="https://x/y.aac"), "voice", {"text": None}),
        (event("unsupported"), "unsupported", {"text": None}),
        (event(**sender(name="Lan")), "text", {"name": "Lan"}),
        (event(chat={"id": LAN}, **sender()), "text", {"name": None}),
    ],
)  # fmt: skip
def test_a_person_is_heard(body: Any, kind: str, said: dict[str, Any]) -> None:
    found = heard(body)
    assert (found.speaker, found.kind) == (("zalo_bot", LAN), kind)
    assert {name: getattr(found, name) for name in said} == said


@pytest.mark.parametrize(
    "body",
    [
        event(to=GROUP),
        event("image", to=GROUP, photo_url=PHOTO),
        event("unsupported", to=GROUP),
        event(chat={"id": "aaaabbbbccccdddd0099"}),
        event(chat={"id": GROUP, "chat_type": "PRIVATE"}),
        event(**sender(is_bot=True)),
        event("video"),
        {"event_name": "user.follow", "message": event()["message"]},
        {"event_name": "message.text.received"},
    ],
)
def test_nobody_is_heard_in_groups_bots_and_unknown_events(body: Any) -> None:
    assert zalo_bot_event(raw(body)) is None


_IDS = st.sampled_from([LAN, GROUP, "", "á", "a b", "x" * 65, "\x00", "\ud800", 7]) | JSON
_PARTIES = st.fixed_dictionaries(
    {}, optional={"id": _IDS, "chat_type": _IDS, "is_bot": JSON, "display_name": JSON}
)
_MESSAGES = st.fixed_dictionaries(
    {},
    optional={
        "from": _PARTIES | JSON, "chat": _PARTIES | JSON, "message_id": _IDS, "text": JSON,
        "photo_url": JSON, "photo": JSON, "caption": JSON,
    },
)  # fmt: skip
_NAMES = st.sampled_from(["message.text.received", "message.image.received"]) | JSON
_EVENTS = st.fixed_dictionaries({}, optional={"event_name": _NAMES, "message": _MESSAGES | JSON})
BODIES = (
    st.binary(max_size=300)
    | (JSON | _EVENTS | _EVENTS.map(wrapped)).map(raw)
    | _EVENTS.map(lambda body: raw(body)[:-3])
    | st.sampled_from(
        [b"[" * 100_000, b'{"result":' * 50_000, b"\xff\xfe{", b"", b"null", b"9" * 5000]
    )
)


@settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(BODIES)
def test_a_hostile_body_is_filed_or_refused(body: bytes) -> None:
    try:
        arrival = zalo_bot(body)
    except UnreadableUpdate:
        pass
    else:
        assert isinstance(arrival, Arrival)
        assert len(arrival.key) <= 64
        assert len(arrival.lane) <= 96
        assert f"{arrival.key}{arrival.lane}".isascii()
    found = zalo_bot_event(body)
    assert found is None or found.speaker[1]
