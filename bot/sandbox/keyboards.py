"""Keyboards under messages: what the platform accepts, word for word what it refuses."""

from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.errors import ApiError, bad_request

LONGEST_DATA = 64  # bytes of UTF-8, so about 25 Vietnamese letters
_MOST_BUTTONS = 100
_MOST_IN_A_ROW = 8
_STYLES = ("", "danger", "success", "primary")
_ACTIONS = (
    "callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat", "login_url", "web_app", "copy_text",
)  # fmt: skip

Markup = dict[str, Any]


def reply_markup(args: Arguments) -> Markup | None:
    """The keyboard of a call: checked, with only what the platform keeps."""
    if not args.values.get("reply_markup"):
        return None
    markup = args.json("reply_markup", "reply keyboard markup")
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if rows := _rows(markup, "keyboard"):
        return markup | {"keyboard": [[_key(key) for key in row] for row in rows]}
    if rows := _rows(markup, "inline_keyboard"):
        return _inline(rows)
    if markup.get("remove_keyboard"):
        return {"remove_keyboard": True}
    return {"force_reply": True} if markup.get("force_reply") else None


def inline_only(markup: Markup | None) -> Markup | None:
    """Only inline keyboards stay with a message, and only they can be edited in."""
    return markup if markup and "inline_keyboard" in markup else None


def _rows(markup: Markup, field: str) -> list[list[Any]]:
    rows = markup.get(field)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise bad_request(f'field "{field}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        where = " of the InlineKeyboardMarkup" if field == "inline_keyboard" else ""
        raise bad_request(f'field "{field}"{where} must be an Array of Arrays')
    return [row for row in rows if row]


def _inline(rows: list[list[Any]]) -> Markup:
    buttons = [[_button(button) for button in row] for row in rows]
    if sum(map(len, buttons)) > _MOST_BUTTONS or max(map(len, buttons)) > _MOST_IN_A_ROW:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": buttons}


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _unparsed("InlineKeyboardButton must be an Object")
    text = _label(button)
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    kept = {"text": text}
    if style := button.get("style"):
        kept["style"] = style
    return kept | _action(button)


def _action(button: dict[str, Any]) -> dict[str, Any]:
    if url := button.get("url"):
        return {"url": _checked_url(str(url))}
    if data := button.get("callback_data"):
        if not isinstance(data, str):
            raise _unparsed('Field "callback_data" must be of type String')
        if len(data.encode()) > LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    for action in _ACTIONS:
        if action in button:
            return {action: button[action]}
    raise _unparsed("Text buttons are unallowed in the inline keyboard")


def _checked_url(url: str) -> str:
    host = url.split("://", 1)[-1].split("/", 1)[0]
    if url.startswith("tg://") or ("." in host and " " not in url):
        return url
    raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _key(key: Any) -> dict[str, Any]:
    if isinstance(key, str):
        key = {"text": key}
    if not isinstance(key, dict):
        why = "KeyboardButton must be a String or an Object"
        raise bad_request(f"can't parse keyboard button: {why}")
    if not _label(key).strip():
        raise bad_request("keyboard button text must be non-empty")
    return key


def _label(button: dict[str, Any]) -> str:
    text = button.get("text")
    if not isinstance(text, str):
        raise _unparsed('Can\'t find field "text"')
    if button.get("style", "") not in _STYLES:
        raise _unparsed("invalid button style specified")
    return text


def _unparsed(why: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {why}")
