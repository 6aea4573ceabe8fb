"""One table of calls, asked by two independent libraries: what the platform takes and refuses."""

from dataclasses import dataclass, field
from typing import Any

import aiogram
import pytest
import telegram

from bot.clock import StoppedClock
from bot.sandbox.telegram import TelegramServer
from tests.clips import OF_KIND
from tests.sandbox.clients import Client

AN, NOBODY, NEW = 5, 404, 6  # An has started the bot, New has not, Nobody is not there


def keyboard(*rows: list[dict[str, str]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def button(text: str = "Có", data: str = "yes") -> dict[str, str]:
    return {"text": text, "callback_data": data}


@dataclass(frozen=True)
class Taken:
    """A call that succeeds, and what the newest message is then."""

    label: str
    method: str
    arguments: dict[str, Any]
    shown: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """A call that fails, and with what."""

    label: str
    method: str
    arguments: dict[str, Any]
    kind: str
    words: str


def say(text: str, **more: Any) -> dict[str, Any]:
    return {"chat_id": AN, "text": text, **more}


TAKEN = [
    Taken("plain text", "send_message", say("Chào anh/chị"), {"text": "Chào anh/chị"}),
    Taken("4096 letters", "send_message", say("ế" * 4096)),
    Taken("2048 emoji are 4096 units", "send_message", say("😀" * 2048)),
    Taken("tags do not count", "send_message", say(f"<b>{'ế' * 4096}</b>", parse_mode="HTML")),
    Taken(
        "html",
        "send_message",
        say("😀 <b>đậm <i>nghiêng</i></b> &lt;", parse_mode="HTML"),
        {
            "text": "😀 đậm nghiêng <",
            "entities": [
                {"type": "bold", "offset": 3, "length": 11},
                {"type": "italic", "offset": 7, "length": 7},
            ],
        },
    ),
    Taken("trimmed", "send_message", say("\n  hai  \n"), {"text": "hai"}),
    Taken("control characters", "send_message", say("a\x07b\u202ec"), {"text": "a bc"}),
    Taken(
        "64 bytes of callback data",
        "send_message",
        say("?", reply_markup=keyboard([button(data="đ" * 32)])),
        {"reply_markup": keyboard([button(data="đ" * 32)])},
    ),
    Taken(
        "a link under the message",
        "send_message",
        say("?", reply_markup=keyboard([{"text": "Mở", "url": "https://phuocbinh.gov.vn/"}])),
    ),
    Taken("edited", "edit_message_text", say("khác", message_id=1), {"text": "khác"}),
    Taken(
        "an edit without keyboard drops the keyboard",
        "edit_message_text",
        say("Nộp báo cáo?", message_id=1),
        {"reply_markup": None},
    ),
    Taken(
        "only the keyboard edited",
        "edit_message_reply_markup",
        {"chat_id": AN, "message_id": 1, "reply_markup": keyboard([button("Không")])},
        {"text": "Nộp báo cáo?", "reply_markup": keyboard([button("Không")])},
    ),
    Taken("deleted", "delete_message", {"chat_id": AN, "message_id": 1}),
    Taken("typing", "send_chat_action", {"chat_id": AN, "action": "typing"}),
    Taken("a chat", "get_chat", {"chat_id": AN}),
    Taken("described", "set_my_description", {"description": "d" * 512, "language_code": "vi"}),
    Taken("described in short", "set_my_short_description", {"short_description": "d" * 120}),
    Taken("named", "set_my_name", {"name": "n" * 64}),
]

REFUSED = [
    Refused("empty", "send_message", say(""), "bad request", "message text is empty"),
    Refused("blank", "send_message", say(" \n "), "bad request", "text must be non-empty"),
    Refused("4097 letters", "send_message", say("a" * 4097), "bad request", "message is too long"),
    Refused("emoji", "send_message", say("😀" * 2049), "bad request", "message is too long"),
    Refused(
        "a tag Telegram does not know",
        "send_message",
        say("ế <h1>x</h1>", parse_mode="HTML"),
        "bad request",
        'can\'t parse entities: unsupported start tag "h1" at byte offset 4',
    ),
    Refused(
        "an open tag",
        "send_message",
        say("<b>x", parse_mode="HTML"),
        "bad request",
        "can't parse entities: can't find end tag corresponding to start tag \"b\"",
    ),
    Refused(
        "crossed tags",
        "edit_message_text",
        say("<b>x<i>y</b></i>", parse_mode="HTML", message_id=1),
        "bad request",
        'unmatched end tag at byte offset 8, expected "</i>", found "</b>"',
    ),
    Refused("an unknown mode", "send_message", say("x", parse_mode="RTF"), "bad request", "mode"),
    Refused(
        "65 bytes of callback data",
        "send_message",
        say("?", reply_markup=keyboard([button(data="đ" * 32 + "x")])),
        "bad request",
        "button_data_invalid",
    ),
    Refused(
        "a button without words",
        "send_message",
        say("?", reply_markup=keyboard([button(text=" ")])),
        "bad request",
        "inline keyboard button text must be non-empty",
    ),
    Refused(
        "a button without a deed",
        "send_message",
        say("?", reply_markup=keyboard([{"text": "Có"}])),
        "bad request",
        "text buttons are unallowed in the inline keyboard",
    ),
    Refused(
        "101 buttons",
        "send_message",
        say("?", reply_markup=keyboard(*([button()] for _ in range(101)))),
        "bad request",
        "reply markup is too long",
    ),
    Refused(
        "nobody there",
        "send_message",
        {"chat_id": NOBODY, "text": "x"},
        "bad request",
        "chat not found",
    ),
    Refused(
        "somebody who never wrote",
        "send_message",
        {"chat_id": NEW, "text": "x"},
        "forbidden",
        "bot can't initiate conversation with a user",
    ),
    Refused(
        "the same again",
        "edit_message_text",
        say("Nộp báo cáo?", message_id=1, reply_markup=keyboard([button()])),
        "bad request",
        "message is not modified",
    ),
    Refused(
        "the same keyboard again",
        "edit_message_reply_markup",
        {"chat_id": AN, "message_id": 1, "reply_markup": keyboard([button()])},
        "bad request",
        "message is not modified",
    ),
    Refused(
        "an edit of nothing",
        "edit_message_text",
        say("x", message_id=99),
        "bad request",
        "message to edit not found",
    ),
    Refused(
        "an edit of the person's own words",
        "edit_message_text",
        say("x", message_id=2),
        "bad request",
        "message can't be edited",
    ),
    Refused(
        "a deletion of nothing",
        "delete_message",
        {"chat_id": AN, "message_id": 99},
        "bad request",
        "message to delete not found",
    ),
    Refused(
        "a reply to nothing",
        "send_message",
        say("x", reply_parameters={"message_id": 99}),
        "bad request",
        "message to be replied not found",
    ),
    Refused(
        "an answer to no tap",
        "answer_callback_query",
        {"callback_query_id": "12"},
        "bad request",
        "query is too old and response timeout expired or query id is invalid",
    ),
    Refused(
        "too long an answer",
        "answer_callback_query",
        {"callback_query_id": "12", "text": "x" * 201},
        "bad request",
        "message_too_long",
    ),
    Refused(
        "a command in capitals",
        "set_my_commands",
        {"commands": [{"command": "Menu", "description": "d"}]},
        "bad request",
        "bot_command_invalid",
    ),
    Refused(
        "101 commands",
        "set_my_commands",
        {"commands": [{"command": f"c{n}", "description": "d"} for n in range(101)]},
        "bad request",
        "bot_commands_too_much",
    ),
    Refused(
        "a command without description",
        "set_my_commands",
        {"commands": [{"command": "menu", "description": " "}]},
        "bad request",
        "command description must be non-empty",
    ),
    Refused(
        "too long a description",
        "set_my_description",
        {"description": "d" * 513},
        "bad request",
        "is too long",
    ),
    Refused(
        "a voice that is none",
        "send_voice",
        {"chat_id": AN, "voice": "no-such-file"},
        "bad request",
        "wrong file identifier",
    ),
    Refused(
        "a photo that is none",
        "send_photo",
        {"chat_id": AN, "photo": "no-such-file"},
        "bad request",
        "wrong file identifier",
    ),
]


@pytest.fixture(autouse=True)
async def asked(server: TelegramServer, client: Client) -> None:
    """An got one message with a button and wrote one; New has not started the bot."""
    server.person(AN, "An", has_started=True)
    server.person(NEW, "Mới")
    await client.ask("send_message", **say("Nộp báo cáo?", reply_markup=keyboard([button()])))
    server.phones[AN].says("chưa")


@pytest.mark.parametrize("case", TAKEN, ids=lambda case: case.label)
async def test_platform_takes(
    case: Taken, server: TelegramServer, client: Client, wrong_calls: list[str]
) -> None:
    await client.ask(case.method, **as_library_likes(client, case.arguments))
    shown = server.phones[AN].received[-1].raw if case.shown else {}
    assert {key: shown.get(key) for key in case.shown} == case.shown
    assert wrong_calls == []


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.label)
async def test_platform_refuses(case: Refused, client: Client) -> None:
    with pytest.raises(client.errors[case.kind]) as refusal:
        await client.ask(case.method, **as_library_likes(client, case.arguments))
    assert case.words in str(refusal.value).lower()


async def test_platform_refuses_a_wrong_token(clock: StoppedClock, client: Client) -> None:
    other = TelegramServer(clock.now, token="1:another")
    await other.start()
    with pytest.raises(client.errors["unauthorized"]):
        async with client.open(other.url) as stranger:
            await stranger.ask("get_me")
    await other.stop()


async def test_bot_learns_who_it_is(client: Client) -> None:
    assert (await client.ask("get_me")).username == "tro_ly_so_bot"


async def test_tap_is_answered(server: TelegramServer, client: Client) -> None:
    phone = server.phones[AN]
    query_id = phone.taps("Có")
    await client.ask("answer_callback_query", callback_query_id=query_id, text="Đã ghi")
    assert (await phone.answered(query_id)).text == "Đã ghi"


@pytest.mark.parametrize(
    ("method", "kind", "shown"),
    [
        ("send_voice", "ogg", "voice"),
        ("send_voice", "mp3", "voice"),
        ("send_voice", "aac", "document"),
        ("send_audio", "m4a", "audio"),
        ("send_audio", "mp3", "audio"),
        ("send_audio", "ogg", "document"),
        ("send_audio", "aac", "document"),
    ],
)
async def test_a_sound_is_shown_as_what_it_is(
    server: TelegramServer,
    client: Client,
    wrong_calls: list[str],
    method: str,
    kind: str,
    shown: str,
) -> None:
    name, content = f"6.3.{kind}", OF_KIND[kind]
    if client.is_aiogram:
        sound: Any = aiogram.types.BufferedInputFile(content, name)
    else:
        sound = telegram.InputFile(content, name)
    field = method.removeprefix("send_")
    sent = await client.ask(method, chat_id=AN, caption="Bản đọc", **{field: sound})
    assert server.world.files[getattr(sent, shown).file_id].upload.content == content
    assert server.phones[AN].received[-1].raw["caption"] == "Bản đọc"
    assert wrong_calls == []


async def test_document_arrives_whole(server: TelegramServer, client: Client) -> None:
    if client.is_aiogram:
        document: Any = aiogram.types.BufferedInputFile(b"noi dung", "bao-cao.txt")
    else:
        document = telegram.InputFile(b"noi dung", "bao-cao.txt")
    sent = await client.ask("send_document", chat_id=AN, document=document, caption="Báo cáo")
    kept = server.world.files[sent.document.file_id].upload
    assert (kept.name, kept.content) == ("bao-cao.txt", b"noi dung")
    assert server.phones[AN].received[-1].text == "Báo cáo"


def as_library_likes(client: Client, arguments: dict[str, Any]) -> dict[str, Any]:
    """Commands and reply parameters are objects of the library; the rest may be plain."""
    types: Any = aiogram.types if client.is_aiogram else telegram
    made = dict(arguments)
    if "commands" in made:
        made["commands"] = [types.BotCommand(**command) for command in made["commands"]]
    if "reply_parameters" in made:
        made["reply_parameters"] = types.ReplyParameters(**made["reply_parameters"])
    return made
