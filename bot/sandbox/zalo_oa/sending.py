"""What a message may be made of, and where it ends up. Consultation messages only."""

from typing import Any

from bot.sandbox.arguments import Upload
from bot.sandbox.errors import ApiError
from bot.sandbox.zalo_oa.answers import UNSUPPORTED, Raw, invalid, too_large
from bot.sandbox.zalo_oa.manners import Manners
from bot.sandbox.zalo_oa.world import Person, World
from content.text import utf16_length

_LONGEST_TEXT = 2000
_MOST_BUTTONS = 5
_LONGEST_TITLE = 100
_LONGEST_SUBTITLE = 500
_LONGEST_PAYLOAD = 1000
_LARGEST = {"image": 1024 * 1024, "gif": 5 * 1024 * 1024, "file": 5 * 1024 * 1024}
_PICTURES = {"image": (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"), "gif": (b"GIF8",)}
_DOCUMENTS = (".pdf", ".doc", ".docx")


def send(world: World, manners: Manners, body: Raw) -> tuple[Person, str, Raw]:
    """Who got it, as what kind, and what the caller is told. Raises ApiError."""
    recipient, message = body.get("recipient"), body.get("message")
    if not isinstance(recipient, dict):
        raise invalid("recipient")
    if not isinstance(message, dict) or not message:
        raise invalid("message")
    content = _text(message) | _attachment(world, manners, message)
    if not content:
        raise invalid("message")
    person = world.may_receive(recipient.get("user_id"))
    sent = world.add(person, content, is_from_oa=True)
    told: Raw = {"message_id": sent.id, "user_id": person.id, "sent_time": str(sent.at)}
    if manners.tells_quota:
        told["quota"] = {"quota_type": "reply", "remain": "8", "total": "8"}
    return person, _kind(content), told


def upload(world: World, manners: Manners, kind: str, file: Upload | None) -> Raw:
    if file is None or not file.content or "." not in file.name:
        raise invalid("file")
    if len(file.content) > _LARGEST[kind]:
        raise too_large("file")
    if kind == "file":
        if not file.name.lower().endswith(_DOCUMENTS):
            raise invalid("file")
        return {manners.names_files: world.keep(file)}
    if not file.content.startswith(_PICTURES[kind]):
        raise invalid("file")
    return {"attachment_id": world.keep(file)}


def _text(message: Raw) -> Raw:
    text = message.get("text")
    if text is None:
        return {}
    if not isinstance(text, str) or not text.strip():
        raise invalid("text")
    if utf16_length(text) > _LONGEST_TEXT:
        raise too_large("text")
    return {"text": text}


def _attachment(world: World, manners: Manners, message: Raw) -> Raw:
    attachment = message.get("attachment")
    if attachment is None:
        return {}
    payload = attachment.get("payload") if isinstance(attachment, dict) else None
    if not isinstance(payload, dict):
        raise invalid("attachment")
    match attachment.get("type"), payload.get("template_type"):
        case "file", None:
            return _file(world, payload)
        case "template", "media":
            return _media(world, payload)
        case "template", "request_user_info":
            return _request(payload)
        case "template", None if "buttons" in payload:
            return _buttons(manners, message, payload["buttons"])
        case "image" | "gif", _:
            raise invalid("attachment")
    raise UNSUPPORTED


def _file(world: World, payload: Raw) -> Raw:
    token = str(payload.get("token") or payload.get("attachment_id"))
    found = world.files.get(token)
    if found is None:
        raise invalid("token")
    return {"file": found.name, "token": token}


def _media(world: World, payload: Raw) -> Raw:
    element = _only_element(payload)
    if element.get("media_type") not in ("image", "gif", "sticker"):
        raise invalid("media_type")
    named, url = element.get("attachment_id"), element.get("url")
    if isinstance(named, str) and named in world.files:
        return {"photo": f"https://sandbox.zdn.vn/{named}"}
    if isinstance(url, str) and url.startswith(("https://", "http://")):
        return {"photo": url}
    raise invalid("attachment_id")


def _request(payload: Raw) -> Raw:
    element = _only_element(payload)
    for name, longest in (("title", _LONGEST_TITLE), ("subtitle", _LONGEST_SUBTITLE)):
        told = element.get(name)
        if not isinstance(told, str) or not told:
            raise invalid(name)
        if len(told) > longest:
            raise too_large(name)
    if not str(element.get("image_url", "")).startswith("https://"):
        raise invalid("image_url")
    return {"text": element["title"], "asks_for_contact": True}


def _only_element(payload: Raw) -> Raw:
    elements = payload.get("elements")
    if not isinstance(elements, list) or len(elements) != 1 or not isinstance(elements[0], dict):
        raise invalid("elements")
    return elements[0]


def _buttons(manners: Manners, message: Raw, buttons: Any) -> Raw:
    if not manners.takes_buttons:
        raise ApiError(manners.refuses_buttons_with, "Buttons are not supported")
    if "text" not in message or not isinstance(buttons, list) or not buttons:
        raise invalid("buttons")
    if len(buttons) > _MOST_BUTTONS:
        raise too_large("buttons")
    for button in buttons:
        _check_button(button)
    return {"buttons": buttons}


def _check_button(button: Any) -> None:
    title = button.get("title") if isinstance(button, dict) else None
    if not isinstance(title, str) or not title:
        raise invalid("title")
    if len(title) > _LONGEST_TITLE:
        raise too_large("title")
    payload, kind = button.get("payload"), button.get("type")
    if kind in ("oa.query.show", "oa.query.hide"):
        if not isinstance(payload, str) or not payload:
            raise invalid("payload")
        if len(payload) > _LONGEST_PAYLOAD:
            raise too_large("payload")
    elif kind in ("oa.open.url", "oa.open.phone", "oa.open.sms"):
        wanted = "url" if kind == "oa.open.url" else "phone_code"
        if not isinstance(payload, dict) or not isinstance(payload.get(wanted), str):
            raise invalid("payload")
    else:
        raise invalid("type")


def _kind(content: Raw) -> str:
    return "file" if "file" in content else "image" if "photo" in content else "text"
