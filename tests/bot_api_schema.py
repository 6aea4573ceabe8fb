"""A second opinion on every request that leaves: an independent JSON Schema of the Bot API.

The schema knows names and types; the lengths below are added from the official page by hand.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema_rs

_SCHEMA = Path(__file__).parent / "data" / "bot_api.schema.json"
_LONGEST = {"text": 4096, "caption": 1024}  # UTF-16 units after the parsing of entities
_LONGEST_CALLBACK_ANSWER = 200
_LONGEST_CALLBACK_DATA = 64  # bytes


def problems(method: str, params: Mapping[str, Any]) -> list[str]:
    """What is wrong with a call, however it was sent (JSON, or strings of a form). [] is good."""
    name = _name(method)
    if name is None:
        return [f"{method}: no such method"]
    known = _definitions()[name].get("properties", {})
    values = {k: _value(name, k, v) for k, v in params.items() if k in known or not _is_file(v)}
    found = [f"{e.instance_path}: {e.message}" for e in _validator(name).iter_errors(values)]
    return [f"{method}: {problem}" for problem in found or _lengths(method.lower(), values)]


def _lengths(method: str, values: Mapping[str, Any]) -> Iterator[str]:
    limits = _LONGEST | ({"text": _LONGEST_CALLBACK_ANSWER} if "callback" in method else {})
    for field, longest in limits.items():
        shown = _shown(values.get(field) or "", values.get("parse_mode"))
        if len(shown.encode("utf-16-le")) // 2 > longest:
            yield f"{field} is longer than {longest} UTF-16 units"
    if method == "sendmessage" and not _shown(values["text"], values.get("parse_mode")).strip():
        yield "text is empty"
    markup = values.get("reply_markup")
    rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
    for button in (button for row in rows for button in row):
        size = len(button.get("callback_data", "-").encode())
        if not 1 <= size <= _LONGEST_CALLBACK_DATA:
            yield f"callback_data of {button['text']!r} has {size} bytes"


def _value(name: str, field: str, value: Any) -> Any:
    """A form sends everything as strings: read those that must be something else."""
    if _is_file(value):
        return {"size": len(value.content), "type": value.content_type}
    if not isinstance(value, str):
        return value
    schema = _definitions()[name].get("properties", {}).get(field)
    if schema is None or _field_validator(name, field).is_valid(value):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _is_file(value: Any) -> bool:
    return hasattr(value, "content_type")


def _shown(text: str, parse_mode: str | None) -> str:
    if parse_mode != "HTML":
        return text
    reader = _Visible(convert_charrefs=True)
    reader.feed(text)
    reader.close()
    return reader.text


class _Visible(HTMLParser):
    """Keeps what is left when the tags are gone."""

    text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


@cache
def _definitions() -> dict[str, Any]:
    definitions: dict[str, Any] = json.loads(_SCHEMA.read_text(encoding="utf-8"))["definitions"]
    return definitions


@cache
def _name(method: str) -> str | None:
    """The platform takes method names in any case."""
    wanted = f"{method}Params".lower()
    return next((name for name in _definitions() if name.lower() == wanted), None)


@cache
def _validator(name: str) -> jsonschema_rs.Draft7Validator:
    schema = {"definitions": _definitions(), "$ref": f"#/definitions/{name}"}
    return jsonschema_rs.Draft7Validator(schema)


@cache
def _field_validator(name: str, field: str) -> jsonschema_rs.Draft7Validator:
    schema = {"definitions": _definitions(), "allOf": [_definitions()[name]["properties"][field]]}
    return jsonschema_rs.Draft7Validator(schema)
