"""OAuth v4: codes and refresh tokens work once, and a new access token ends the old one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from bot.delivery.zalo_oa_oauth import challenge_of
from bot.sandbox.errors import ApiError
from bot.sandbox.world import Chance
from bot.sandbox.zalo_oa.answers import BAD_PROOF, Raw
from bot.sandbox.zalo_oa.manners import EXPIRED, Manners

_CODE_LASTS = timedelta(minutes=10)
_REFRESH_LASTS = timedelta(days=90)
# The wording and numbers of these are not known.
_BAD_SECRET = ApiError(-14004, "Invalid app secret")
_BAD_CODE = ApiError(-14010, "Invalid authorization code")
_BAD_VERIFIER = ApiError(-14011, "Invalid code verifier")
_BAD_REDIRECT = ApiError(-14003, "Invalid redirect uri")
_CHALLENGE_LENGTH = 43
_BAD_REQUEST = ApiError(-14001, "Invalid request")


@dataclass(frozen=True, slots=True)
class Issued:
    """A pair, and until when each works."""

    access: str
    refresh: str
    access_until: datetime
    refresh_until: datetime


@dataclass(frozen=True, slots=True)
class Code:
    challenge: str
    until: datetime


class Oauth:
    """The app's standing with the account."""

    def __init__(
        self,
        app_id: str,
        app_secret: str,
        clock: Callable[[], datetime],
        manners: Callable[[], Manners],
        chance: Chance,
    ) -> None:
        self.app_id = app_id
        self.app_secret = app_secret
        self.issued: list[Issued] = []
        self.spent: list[str] = []  # refresh tokens in the order of their only use
        self.reused: list[str] = []  # those shown again
        self._codes: dict[str, Code] = {}
        self._clock = clock
        self._manners = manners
        self._chance = chance

    def permit(self, asked: Mapping[str, str], oa_id: str) -> str:
        """Where the page of consent sends the administrator's browser. Raises ApiError."""
        where, challenge = asked.get("redirect_uri", ""), asked.get("code_challenge", "")
        if asked.get("app_id") != self.app_id:
            raise _BAD_REQUEST
        if not where.startswith(self._manners().redirects_to):
            raise _BAD_REDIRECT
        if challenge and len(challenge) != _CHALLENGE_LENGTH:
            raise _BAD_REQUEST
        told = {"oa_id": oa_id, "code": self.consent(challenge)}
        if state := asked.get("state"):
            told["state"] = state
        return f"{where}?{urlencode(told)}"

    def consent(self, challenge: str = "") -> str:
        """The administrator agreed: a code for ten minutes."""
        code = self._new("code")
        self._codes[code] = Code(challenge, self._clock() + _CODE_LASTS)
        return code

    def issue(self) -> Issued:
        """A pair without any code, as the console's own tool gives it."""
        now = self._clock()
        lasts = timedelta(seconds=self._manners().access_lasts)
        pair = Issued(self._new("access"), self._new("refresh"), now + lasts, now + _REFRESH_LASTS)
        self.issued.append(pair)
        return pair

    def revoke(self) -> None:
        """The administrator took the leave back."""
        self.issued.clear()

    def exchange(self, secret: str, form: Mapping[str, str]) -> Raw:
        """The token endpoint. Raises ApiError."""
        if secret != self.app_secret or form.get("app_id") != self.app_id:
            raise _BAD_SECRET
        match form.get("grant_type"):
            case "authorization_code":
                return self._told(self._redeemed(form))
            case "refresh_token":
                return self._told(self._refreshed(form.get("refresh_token", "")))
        raise _BAD_REQUEST

    def check(self, token: str, proof: str | None, wanted_proof: str) -> None:
        """Whether a call may be made. Raises ApiError."""
        manners, now = self._manners(), self._clock()
        newest = self.issued[-1] if self.issued else None
        known = next((pair for pair in self.issued if pair.access == token), None)
        if known is None or (known is not newest and not manners.old_access_works):
            raise ApiError(manners.bad_token_code, "Access token is invalid")
        if now >= known.access_until:
            raise ApiError(EXPIRED, "Access token has expired")
        if manners.wants_proof and proof != wanted_proof:
            raise BAD_PROOF

    def _redeemed(self, form: Mapping[str, str]) -> Issued:
        code = self._codes.pop(form.get("code", ""), None)
        if code is None or self._clock() >= code.until:
            raise _BAD_CODE
        if code.challenge and challenge_of(form.get("code_verifier", "")) != code.challenge:
            raise _BAD_VERIFIER
        return self.issue()

    def _refreshed(self, token: str) -> Issued:
        newest = self.issued[-1] if self.issued else None
        if token in self.spent:
            self.reused.append(token)
            if self._manners().repeats_last_refresh and token == self.spent[-1] and newest:
                return newest
            raise self._dead()
        if newest is None or token != newest.refresh or self._clock() >= newest.refresh_until:
            raise self._dead()
        self.spent.append(token)
        return self.issue()

    def _dead(self) -> ApiError:
        return ApiError(self._manners().dead_refresh_code, "Invalid refresh token")

    def _told(self, pair: Issued) -> Raw:
        lasts = self._manners().access_lasts
        told = str(lasts) if self._manners().expires_in_is_a_string else lasts
        return {
            "access_token": pair.access, "refresh_token": pair.refresh, "expires_in": told,
        }  # fmt: skip

    def _new(self, kind: str) -> str:
        return f"{kind}-sandbox-{self._chance(10**30, 10**31 - 1)}"
