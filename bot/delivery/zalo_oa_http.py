"""Calls of the Official Account's Open API: what goes where, and what came back."""

import hashlib
import hmac
import json
import re
from io import BytesIO
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.delivery.zalo_oa_errors import TOKEN, OaRefused
from bot.delivery.zalo_oa_wire import Answer, Wire
from content.attachments import File

_ANSWERS_WITHIN = 20.0
_TAKES_FILES_WITHIN = 60.0
_WELL = range(200, 300)
_CODE = re.compile(r"-?[0-9]{1,6}")
_UNNAMEABLE = re.compile(r'[\x00-\x1f\x7f"\\/]')  # would end the header, or lead elsewhere


class ZaloOaHttp:
    """Raises OaRefused for a code; what the wire raises, else."""

    def __init__(self, wire: Wire, api_url: str, proof_key: SecretStr | None = None) -> None:
        """With `proof_key`, the app's secret, each call proves that we know it."""
        self._wire = wire
        self._api_url = api_url.rstrip("/")
        self._proof_key = proof_key

    async def get(self, path: str, token: SecretStr, data: dict[str, Any] | None = None) -> Any:
        params = {"data": json.dumps(data, separators=(",", ":"))} if data is not None else None
        return _data(
            await self._wire.ask(
                "GET",
                self._api_url + path,
                self._headers(token),
                within=_ANSWERS_WITHIN,
                params=params,
            )
        )

    async def post(self, path: str, token: SecretStr, body: dict[str, Any]) -> Any:
        return _data(
            await self._wire.ask(
                "POST",
                self._api_url + path,
                self._headers(token),
                within=_ANSWERS_WITHIN,
                json=body,
            )
        )

    async def upload(self, kind: str, token: SecretStr, file: File) -> str:
        """Hand over an image, gif or file. Returns what a message names it by."""
        form = aiohttp.FormData(quote_fields=False)  # names in Vietnamese go as they are
        name = _UNNAMEABLE.sub("_", file.name)
        form.add_field(
            "file", BytesIO(file.content), filename=name, content_type=file.content_type
        )
        told = _data(
            await self._wire.ask(
                "POST",
                f"{self._api_url}/v2.0/oa/upload/{kind}",
                self._headers(token),
                within=_TAKES_FILES_WITHIN,
                data=form,
            )
        )
        found = told if isinstance(told, dict) else {}
        # The SDKs say `token` for files; a live service has been seen to answer the other.
        return str(found.get("token") or found.get("attachment_id") or "")

    def _headers(self, token: SecretStr) -> dict[str, str]:
        headers = {"access_token": token.get_secret_value()}
        if self._proof_key is not None:
            headers["appsecret_proof"] = proof(self._proof_key, token)
        return headers


def proof(app_secret: SecretStr, token: SecretStr) -> str:
    """That whoever calls with this token knows the app's secret as well."""
    key, told = app_secret.get_secret_value(), token.get_secret_value()
    return hmac.new(key.encode(), told.encode(), hashlib.sha256).hexdigest()


def _data(answer: Answer) -> Any:
    """What the envelope holds. Success is a 0 that stands there, under a status that says so.
    Under another status Zalo's own codes are negative, but for some of a bad token."""
    told = answer.read()
    code = code_of(told)
    may_be_a_gateway = answer.status not in _WELL and code not in TOKEN
    if code is None or (may_be_a_gateway and code >= 0):
        raise answer.stranger()
    if code:
        raise OaRefused(code)
    return told.get("data")


def code_of(told: dict[str, Any]) -> int | None:
    """None where there is none."""
    code = told.get("error")
    if isinstance(code, str):
        code = int(code) if _CODE.fullmatch(code) else None
    return code if isinstance(code, int) and not isinstance(code, bool) else None
