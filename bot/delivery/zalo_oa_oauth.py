"""OAuth v4 of Zalo: a refresh token, or the code of a consent, for a new pair of tokens."""

import base64
import hashlib
import math
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from pydantic import SecretStr

from bot.delivery.errors import Ambiguous, ChannelPaused
from bot.delivery.zalo_oa_errors import BUSY
from bot.delivery.zalo_oa_http import code_of
from bot.delivery.zalo_oa_wire import Wire

ANSWERS_WITHIN = 15.0  # seconds; later it is of unknown end
_USUALLY_LASTS = 90_000.0  # seconds; 25 hours
_BUSY_PAUSE = 60.0
_UNREADABLE_CODE = -1


@dataclass(frozen=True, slots=True)
class Pair:
    """An access token for as many seconds, and the refresh token that makes the next pair."""

    access: SecretStr
    refresh: SecretStr
    lasts: float


class RefreshRefused(Exception):
    """Zalo answered, and the answer is no: no other try of this token will be better."""

    def __init__(self, code: int) -> None:
        super().__init__(f"Zalo answered {code}")
        self.code = code


class ZaloOauth:
    """Raises RefreshRefused; NotSent or ChannelPaused where nothing was used up; Ambiguous where
    nobody knows."""

    def __init__(
        self, wire: Wire, oauth_url: str, app_id: str, app_secret: SecretStr, *, within: float
    ) -> None:
        self._wire = wire
        self._url = oauth_url.rstrip("/")
        self._app_id = app_id
        self._app_secret = app_secret
        self._within = within

    async def refresh(self, token: SecretStr) -> Pair:
        return await self._exchange(
            grant_type="refresh_token", refresh_token=token.get_secret_value()
        )

    async def redeem(self, code: SecretStr, verifier: SecretStr) -> Pair:
        """What the consent of the account's administrator is worth, once, for ten minutes."""
        return await self._exchange(
            grant_type="authorization_code",
            code=code.get_secret_value(),
            code_verifier=verifier.get_secret_value(),
        )

    async def _exchange(self, **form: str) -> Pair:
        answer = await self._wire.ask(
            "POST",
            f"{self._url}/v4/oa/access_token",
            {"secret_key": self._app_secret.get_secret_value()},
            within=self._within,
            data={"app_id": self._app_id, **form},
        )
        told = answer.read()
        code = code_of(told)
        if code == BUSY:
            raise ChannelPaused(_BUSY_PAUSE, "Zalo is busy")
        if answer.status != HTTPStatus.OK and (code is None or code >= 0):
            raise answer.stranger()  # a gateway; a refusal of its must not end a token
        if code or (code is None and "error" in told):
            raise RefreshRefused(code or _UNREADABLE_CODE)
        return _pair(told)


def _pair(told: dict[str, Any]) -> Pair:
    access, refresh = told.get("access_token"), told.get("refresh_token")
    if not (isinstance(access, str) and access and isinstance(refresh, str) and refresh):
        raise Ambiguous("an answer without tokens")
    return Pair(SecretStr(access), SecretStr(refresh), _lasts(told.get("expires_in")))


def _lasts(told: Any) -> float:
    """Zalo writes the number as a string."""
    try:
        seconds = float(told)
    except (TypeError, ValueError):
        return _USUALLY_LASTS
    return seconds if math.isfinite(seconds) and seconds > 0 else _USUALLY_LASTS


def consent_link(
    oauth_url: str, app_id: str, *, redirect_uri: str = "", challenge: str = "", state: str = ""
) -> str:
    """Where the account's administrator gives the app leave, in a browser."""
    asked = {
        "app_id": app_id,
        "redirect_uri": redirect_uri,
        "code_challenge": challenge,
        "state": state,
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{oauth_url.rstrip('/')}/v4/oa/permission?{query}"


def challenge_of(verifier: str) -> str:
    """PKCE, S256: 43 characters that give nothing of the verifier away."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
