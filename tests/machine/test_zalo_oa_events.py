"""Events of the Official Account: how they are signed, filed, and who is heard in them."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.envelopes import UnreadableUpdate
from bot.intake.zalo_events import Document, Heard
from bot.intake.zalo_oa_envelope import zalo_oa
from bot.intake.zalo_oa_events import zalo_oa_event
from bot.intake.zalo_signature import HEADER, is_signed, shows_signature, signature, timestamp_in
from bot.sandbox.zalo_oa.webhook import sign
from storage.inbox import Arrival
from tests.machine.test_webhook import JSON

AN, OA = "1000000000000000001", "4000000000000000001"
PHOTO = "https://photo-example.zdn.vn/x.jpg"
VECTOR = (
    '{"app_id":"1234567890123456789","event_name":"user_send_text","message":{"msg_id":"m0",'
    '"text":"xin chào"},"recipient":{"id":"2000"},"sender":{"id":"1000"},'
    '"timestamp":"1767225600123"}'
).encode()
VECTOR_APP, VECTOR_KEY = "1234567890123456789", "oa-secret-demo"
VECTOR_SIGNATURE = "697e4eaa43658bb51ce9f8a0c6a0bbea6ce31b9963907cc34f826b218c73cf5f"


def event(name: str = "user_send_text", /, **content: Any) -> dict[str, Any]:
    """As the platform writes it."""
    said = {"message": {"msg_id": "cb31000000000000001", "text": "Chào phường"}}
    return {
        "app_id": "2000000000000000001",
        "user_id_by_app": "3000000000000000001",
        "event_name": name,
        "sender": {"id": AN},
        "recipient": {"id": OA},
        **(said if name.startswith("user_send_") else {}),
        "timestamp": "1790000000123",
        **content,
    }


def follow(name: str = "follow", **content: Any) -> dict[str, Any]:
    return {
        "oa_id": OA, "follower": {"id": AN}, "event_name": name, "source": "testing_click",
        "app_id": "1", "timestamp": "1790000000123", **content,
    }  # fmt: skip


def attached(kind: str, payload: Any, **content: Any) -> dict[str, Any]:
    attachments = [{"type": kind, "payload": payload}]
    return {"message": {"msg_id": "m1", "attachments": attachments, **content}}


def raw(body: Any) -> bytes:
    return json.dumps(body).encode()


def filed(body: Any) -> Arrival:
    arrival = zalo_oa(raw(body))
    assert arrival is not None
    return arrival


# Signatures


def test_the_two_known_signatures() -> None:
    plain = signature("X", b"BODY", "1234567890", "Y")
    assert plain == "2f1ef5aabe67e8396a459ca89562e108ad541f82ba5022c85f645bd6b7220cb9"
    assert signature(VECTOR_APP, VECTOR, "1767225600123", VECTOR_KEY) == VECTOR_SIGNATURE


@pytest.mark.parametrize(
    "shown", [VECTOR_SIGNATURE, f"mac={VECTOR_SIGNATURE}", f"mac={VECTOR_SIGNATURE.upper()}"]
)
def test_a_signature_is_taken_bare_and_with_mac(shown: str) -> None:
    assert is_signed(VECTOR_APP, VECTOR_KEY)({HEADER: shown}, VECTOR)
    assert shows_signature({HEADER: shown})


@pytest.mark.parametrize(
    "shown",
    [
        "", "mac=", VECTOR_SIGNATURE[:-1], VECTOR_SIGNATURE + "0", "0" * 64, "ế" * 64,
        f"sha256={VECTOR_SIGNATURE}", f"{VECTOR_SIGNATURE}\n", f" {VECTOR_SIGNATURE}",
    ],
)  # fmt: skip
def test_anything_else_is_not_a_signature(shown: str) -> None:
    assert not is_signed(VECTOR_APP, VECTOR_KEY)({HEADER: shown}, VECTOR)


@pytest.mark.parametrize(
    ("app", "key", "body"),
    [
        ("other", VECTOR_KEY, VECTOR),
        (VECTOR_APP, "other", VECTOR),
        (VECTOR_APP, "", VECTOR),
        (VECTOR_APP, VECTOR_KEY, VECTOR.replace(b"m0", b"m1")),
        (VECTOR_APP, VECTOR_KEY, VECTOR + b" "),  # the raw bytes, not what they mean
        (VECTOR_APP, VECTOR_KEY, VECTOR.replace("à".encode(), b"\\u00e0")),
    ],
)
def test_a_signature_fits_one_app_key_and_body(app: str, key: str, body: bytes) -> None:
    assert not is_signed(app, key)({HEADER: VECTOR_SIGNATURE}, body)


def test_the_key_is_not_optional() -> None:
    forged = signature(VECTOR_APP, VECTOR, "1767225600123", "")
    assert not is_signed(VECTOR_APP, "")({HEADER: forged}, VECTOR)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ('"1790000000123"', "1790000000123"), ("1790000000123", "1790000000123"),
        ("true", None), ("1.5", None), ('"12x"', None), ('"-5"', None), ("null", None),
        ('"١٢٣"', None), ('""', None), ("[]", None), ('"' + "9" * 21 + '"', None),
    ],
)  # fmt: skip
def test_the_time_is_read_as_it_is_written(told: str, found: str | None) -> None:
    assert timestamp_in(f'{{"timestamp":{told}}}'.encode()) == found


@given(st.binary(max_size=200), st.text(max_size=40))
def test_no_body_and_no_header_break_the_check(body: bytes, shown: str) -> None:
    assert not is_signed("1", "k")({HEADER: shown}, body)


@given(st.text("0123456789", min_size=1, max_size=19), st.text(max_size=20), st.text(max_size=20))
def test_product_and_sandbox_sign_alike(app: str, text: str, key: str) -> None:
    body = json.dumps({"timestamp": "1790000000123", "t": text}).encode()
    assert signature(app, body, "1790000000123", key) == sign(app, body, "1790000000123", key)


# Envelopes


def test_a_message_is_known_by_its_id_and_queued_by_its_person() -> None:
    arrival = filed(event())
    assert (arrival.channel, arrival.key) == ("zalo_oa", "cb31000000000000001")
    assert arrival.lane == f"zalo_oa:{AN}"
    assert arrival.body == raw(event())


def test_a_repeat_is_the_same_event_whatever_else_changed() -> None:
    again = event(timestamp=1790000000999, num_retry=3)
    assert filed(again).key == filed(event()).key


def test_follow_unfollow_and_contact_are_known_by_person_and_time() -> None:
    info = {"info": {"phone": "84987654321"}}
    bodies = [
        follow(), follow("unfollow"), follow(timestamp="1790000000124"),
        follow(follower={"id": "2"}), event("user_submit_info", **info),
        event("user_submit_info", **info, timestamp="1"),
    ]  # fmt: skip
    assert len({filed(body).key for body in bodies}) == len(bodies)
    assert filed(follow()).key == filed(follow(source="qr")).key
    assert all(len(filed(body).key) <= 64 for body in bodies)
    assert filed(follow()).lane == f"zalo_oa:{AN}"


@pytest.mark.parametrize(
    "name",
    [
        "oa_send_text", "oa_send_image", "oa_send_list", "oa_send_file", "user_received_message",
        "user_seen_message", "user_reacted_message", "user_send_group_text", "anonymous_send_text",
        "add_user_to_tag", "user_click_chatnow", "something_new",
    ],
)  # fmt: skip
def test_what_is_not_said_to_us_is_not_kept(name: str) -> None:
    assert zalo_oa(raw(event(name))) is None
    assert zalo_oa_event(raw(event(name))) is None


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"1", b"{}", b'{"event_name":5}', b"[" * 100_000, b"\xff\xfe",
        raw(event(sender=None)), raw(event(sender={"id": ""})),
        raw(event(sender={"id": "x" * 65})),
        raw(event(sender={"id": "a b"})), raw(follow(follower=[])),
    ],
)  # fmt: skip
def test_what_cannot_be_filed_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableUpdate):
        zalo_oa(body)


def test_an_id_written_as_a_number_keeps_all_its_digits() -> None:
    arrival = filed(event(sender={"id": int(AN)}))
    assert arrival.lane == f"zalo_oa:{AN}"


# What is heard


@dataclass(frozen=True)
class Case:
    label: str
    body: dict[str, Any]
    expected: dict[str, Any]


CASES = [
    Case("text", event(), {"kind": "text", "text": "Chào phường"}),
    Case(
        "an answer",
        event(message={"msg_id": "m1", "text": "12", "quote_msg_id": "q7"}),
        {"kind": "text", "text": "12", "replied_to": "q7"},
    ),
    Case("empty text", event(message={"msg_id": "m1", "text": " \0"}), {"kind": "unsupported"}),
    Case("half a pair", event(message={"msg_id": "m", "text": "a\ud800b"}), {"text": "ab"}),
    Case(
        "photo",
        event("user_send_image", **attached("image", {"url": PHOTO}, text="đây")),
        {"kind": "photo", "photo": PHOTO, "text": "đây"},
    ),
    Case(
        "thumbnail only",
        event("user_send_image", **attached("image", {"thumbnail": PHOTO})),
        {"kind": "photo", "photo": PHOTO},
    ),
    Case("gif", event("user_send_gif", **attached("gif", {"url": PHOTO})), {"photo": PHOTO}),
    Case(
        "file",
        event(
            "user_send_file",
            **attached("file", {"url": "https://f/x", "name": "Báo cáo.docx", "size": "2048"}),
        ),
        {"kind": "document", "document": Document("https://f/x", "Báo cáo.docx", 2048)},
    ),
    Case(
        "file without address",
        event("user_send_file", **attached("file", {"name": "x"})),
        {"kind": "unsupported"},
    ),
    Case(
        "link",
        event("user_send_link", **attached("link", {"url": "https://phuocbinh.gov.vn"})),
        {"kind": "text", "text": "https://phuocbinh.gov.vn"},
    ),
    Case("sticker", event("user_send_sticker", **attached("sticker", {})), {"kind": "sticker"}),
    Case("voice", event("user_send_audio", **attached("audio", {})), {"kind": "voice"}),
    Case("video", event("user_send_video", **attached("video", {})), {"kind": "unsupported"}),
    Case("location", event("user_send_location"), {"kind": "unsupported"}),
    Case("card", event("user_send_business_card"), {"kind": "unsupported"}),
    Case("a kind of tomorrow", event("user_send_hologram"), {"kind": "unsupported"}),
    Case("follow", follow(), {"kind": "follow", "message_id": ""}),
    Case("unfollow", follow("unfollow"), {"kind": "unfollow"}),
    Case(
        "contact",
        event("user_submit_info", info={"name": "Lê Thị An", "phone": "84987654321"}),
        {"kind": "contact", "name": "Lê Thị An", "phone": "84987654321"},
    ),
    Case(
        "contact with a strange number",
        event("user_submit_info", info={"phone": "9" * 16}),
        {"kind": "contact", "phone": None},
    ),
    Case("contact of nothing", event("user_submit_info", info=[]), {"kind": "contact"}),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_an_event_is_heard(case: Case) -> None:
    heard = zalo_oa_event(raw(case.body))
    assert heard is not None
    assert heard.speaker == ("zalo_oa", AN)
    assert {name: getattr(heard, name) for name in case.expected} == case.expected


def test_a_phone_number_does_not_stand_in_what_is_printed() -> None:
    heard = zalo_oa_event(raw(event("user_submit_info", info={"phone": "84987654321"})))
    assert heard is not None
    assert "84987654321" not in repr(heard)


_IDS = JSON | st.fixed_dictionaries({}, optional={"id": JSON})
_MESSAGES = st.fixed_dictionaries(
    {},
    optional={
        "msg_id": JSON, "text": JSON, "quote_msg_id": JSON,
        "attachments": JSON | st.lists(st.fixed_dictionaries({}, optional={"payload": JSON})),
    },
)  # fmt: skip
NAMES = st.sampled_from([case.body["event_name"] for case in CASES])
EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "event_name": NAMES | JSON, "sender": _IDS, "follower": _IDS, "message": _MESSAGES | JSON,
        "info": JSON, "timestamp": JSON,
    },
)  # fmt: skip


@given(EVENTS.map(raw) | st.binary(max_size=200))
def test_whatever_comes_is_filed_heard_or_refused(body: bytes) -> None:
    heard = zalo_oa_event(body)
    try:
        arrival = zalo_oa(body)
    except UnreadableUpdate:
        arrival = None
    assert (heard is None) == (arrival is None)
    if arrival is not None and heard is not None:
        assert isinstance(heard, Heard)
        assert len(arrival.key) <= 64
        assert len(arrival.lane) <= 96
        assert arrival.lane == ":".join(heard.speaker)
        assert heard.text is None or "\0" not in heard.text
