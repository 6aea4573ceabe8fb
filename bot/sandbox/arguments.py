"""The arguments of a call, however they were sent: JSON, a form, or multipart with files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, StreamReader

from bot.sandbox.errors import ApiError, bad_request

_MOST = 64 * 1024 * 1024  # bytes of one request
_LARGEST_INTEGER = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes
    content_type: str


class Arguments:
    """Reads values as leniently as the platform: numbers may be strings, objects may be JSON."""

    __slots__ = ("values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return json.dumps(value) if isinstance(value, bool | dict | list) else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            number = int(value)
        except (TypeError, ValueError):
            return 0
        return number if abs(number) <= _LARGEST_INTEGER else 0

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        return value is True or str(value).strip().lower() in ("true", "yes", "1")

    def json(self, name: str, what: str = "") -> Any:
        """An object or list; None when absent."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what or name} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """A file sent in this field, or in the field an `attach://` link names."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            value = self.values.get(value.removeprefix("attach://"))
        return value if isinstance(value, Upload) else None


async def read(
    headers: Mapping[str, str], query: Mapping[str, str], body: StreamReader
) -> Arguments:
    """The arguments of a request, or of an answer to a webhook."""
    if int(headers.get("Content-Length", 0)) > _MOST:
        raise ApiError(413, "Request Entity Too Large")
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    values: dict[str, Any] = dict(query)
    if kind == "multipart/form-data":
        values |= await _multipart(headers, body)
    else:
        content = await body.read()
        if content:
            values |= _decoded(kind, content)
    return Arguments(values)


def _decoded(kind: str, content: bytes) -> dict[str, Any]:
    if kind == "application/x-www-form-urlencoded":
        return dict(parse_qsl(content.decode("utf-8", "surrogateescape"), keep_blank_values=True))
    if kind != "application/json":
        return {}
    try:
        values = json.loads(content)
    except (ValueError, RecursionError):  # ValueError: also what is not UTF-8
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON object: expected an Object")
    return values


async def _multipart(headers: Mapping[str, str], body: StreamReader) -> dict[str, Any]:
    values: dict[str, Any] = {}
    reader = MultipartReader(headers, body)
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            values[part.name] = content.decode("utf-8", "replace")
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            values[part.name] = Upload(part.filename, content, kind)
    return values
