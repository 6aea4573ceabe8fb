"""What the bot can ask of the platform, except for receiving: one function for each method."""

from collections.abc import Callable
from typing import Any

from bot.sandbox import texts
from bot.sandbox.arguments import Arguments
from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import Markup, inline_only, reply_markup
from bot.sandbox.world import CallbackAnswer, Chat, Message, Raw, World

_GIFTS = (
    "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
    "gifts_from_channels",
)  # fmt: skip

Method = Callable[[World, Arguments], Any]

_LONGEST_CALLBACK_ANSWER = 200  # characters
_DELETABLE_FOR = 48 * 3600  # seconds
_ACTIONS = (
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
)  # fmt: skip


def get_me(world: World, _args: Arguments) -> Raw:
    return world.me | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def send_message(world: World, args: Arguments) -> Raw:
    formatted = texts.message_text(args)
    markup = reply_markup(args)
    chat = world.chat(args.text("chat_id"))
    content: Raw = {"text": formatted.text}
    if formatted.entities:
        content["entities"] = formatted.entities
    return send(world, chat, args, content, markup)


def send(world: World, chat: Chat, args: Arguments, content: Raw, markup: Markup | None) -> Raw:
    """Put the bot's message into a chat, with what may hang on any message."""
    if original := _replied_to(chat, args):
        content["reply_to_message"] = _without_reply(original.raw)
    if inline := inline_only(markup):
        content["reply_markup"] = inline
    elif markup:
        chat.keyboard = markup.get("keyboard", [])
    return world.add(chat, world.me, content).raw


def edit_message_text(world: World, args: Arguments) -> Raw:
    formatted = texts.message_text(args)
    message = _own_message(world, args)
    if "text" not in message.raw:
        raise bad_request("there is no text in the message to edit")
    content: Raw = {"text": formatted.text}
    if formatted.entities:
        content["entities"] = formatted.entities
    return _edit(world, message, content, ("text", "entities"), reply_markup(args))


def edit_message_caption(world: World, args: Arguments) -> Raw:
    formatted = texts.caption(args)
    message = _own_message(world, args)
    if "text" in message.raw:
        raise bad_request("there is no caption in the message to edit")
    content: Raw = {"caption": formatted.text} if formatted.text else {}
    if formatted.entities:
        content["caption_entities"] = formatted.entities
    return _edit(world, message, content, ("caption", "caption_entities"), reply_markup(args))


def edit_message_reply_markup(world: World, args: Arguments) -> Raw:
    return _edit(world, _own_message(world, args), {}, (), reply_markup(args))


def delete_message(world: World, args: Arguments) -> bool:
    if not args.text("chat_id"):
        raise bad_request("chat identifier is not specified")
    if not args.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = _message(world, args, "message to delete")
    if world.now() - message.raw["date"] > _DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    del message.chat.messages[message.id]
    world.note(message.chat)
    return True


def answer_callback_query(world: World, args: Arguments) -> bool:
    text = args.text("text")
    if len(text) > _LONGEST_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query_id = args.text("callback_query_id")
    world.answer(CallbackAnswer(query_id, texts.clean(text), args.flag("show_alert")))
    return True


def send_chat_action(world: World, args: Arguments) -> bool:
    world.chat(args.text("chat_id"))
    if args.text("action").lower() not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def get_chat(world: World, args: Arguments) -> Raw:
    chat = world.chats.get(args.integer("chat_id"))
    if chat is None:
        raise bad_request("chat not found")
    return chat.raw | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }


def _replied_to(chat: Chat, args: Arguments) -> Message | None:
    parameters = args.json("reply_parameters", "reply parameters")
    if isinstance(parameters, dict):
        wanted = Arguments(parameters)
    elif args.values.get("reply_to_message_id"):
        wanted = Arguments({
            "message_id": args.values["reply_to_message_id"],
            "allow_sending_without_reply": args.values.get("allow_sending_without_reply"),
        })  # fmt: skip
    else:
        return None
    message = chat.messages.get(wanted.integer("message_id"))
    if message is None and not wanted.flag("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


def _without_reply(raw: Raw) -> Raw:
    return {key: value for key, value in raw.items() if key != "reply_to_message"}


def _message(world: World, args: Arguments, what: str) -> Message:
    chat = world.chat(args.text("chat_id"))
    message = chat.messages.get(args.integer("message_id"))
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def _own_message(world: World, args: Arguments) -> Message:
    message = _message(world, args, "message to edit")
    if not message.is_from_bot:
        raise bad_request("message can't be edited")
    return message


def _edit(
    world: World, message: Message, content: Raw, fields: tuple[str, ...], markup: Markup | None
) -> Raw:
    before = {key: message.raw[key] for key in fields if key in message.raw}
    inline = inline_only(markup)
    if before == content and message.raw.get("reply_markup") == inline:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are "
            "exactly the same as a current content and reply markup of the message"
        )
    kept = {k: v for k, v in message.raw.items() if k not in fields and k != "reply_markup"}
    message.raw = kept | content | {"edit_date": world.now()}
    if inline:
        message.raw["reply_markup"] = inline
    world.note(message.chat)
    return message.raw


METHODS: dict[str, Method] = {
    "getme": get_me,
    "sendmessage": send_message,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "getchat": get_chat,
}
