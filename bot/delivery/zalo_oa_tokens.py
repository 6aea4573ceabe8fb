"""Keeps an access token of the Official Account alive, whatever dies in between.

One process refreshes, by lease. What it is about to use up is durable before, the new pair is
durable before its first use (bot/delivery/zalo_oa_vault.py); bot/delivery/zalo_oa_renewal.py says
what to do about whatever is found in between.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar

import structlog
from pydantic import SecretStr

from bot.background import even_if_cancelled
from bot.delivery.errors import Ambiguous, ChannelPaused, DeliveryError, NotSent, TokenDead
from bot.delivery.zalo_oa_errors import TOKEN, OaRefused
from bot.delivery.zalo_oa_http import ZaloOaHttp
from bot.delivery.zalo_oa_oauth import ANSWERS_WITHIN, ZaloOauth
from bot.delivery.zalo_oa_refresher import PROFILE, Refresher
from bot.delivery.zalo_oa_renewal import Situation, Step, next_step
from bot.delivery.zalo_oa_vault import Opened, Vault, fingerprint

logger = structlog.get_logger(__name__)

_MARGIN = 60.0  # seconds before its end in which a token is not used any more, or a part of
_SHORTEST_PART = 0.05  # its life
_LOOKS_EVERY = 30.0
_FRESH_FOR = 60.0  # a new token that is refused at once is not mended by another
_MOST_STEPS = 8
_UNSETTLED_REST = 2.0
_ENDS_WITHIN = ANSWERS_WITHIN + 3.0  # a refresh, with its pair kept
_OTHER_SECRET = "what we hold was sealed with another ZALO_OA_APP_SECRET"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AccessToken:
    """The right to call the API, and the generation of the pair it came with."""

    value: SecretStr
    generation: int
    good_until: float = field(compare=False)  # monotonic


class ZaloOaTokens:
    """`current` and `replace` give a token, or raise NotSent, ChannelPaused, TokenDead."""

    def __init__(
        self,
        vault: Vault,
        oauth: ZaloOauth,
        http: ZaloOaHttp,
        *,
        seed: SecretStr | None,
    ) -> None:
        """`seed` is the settings' refresh token."""
        self._vault = vault
        self._http = http
        self._seed = seed
        self._refresher = Refresher(vault, oauth, http, seed=seed)
        self._access: AccessToken | None = None
        self._settling = asyncio.Lock()
        self._refused = -1  # the newest generation whose access token Zalo did not take

    async def run(self) -> None:
        """Until cancelled: refresh in time, and learn what other processes refreshed."""
        while True:
            pause = _LOOKS_EVERY
            try:
                await self._settle()
            except DeliveryError as error:
                logger.info("No token now", action="zalo_oa_no_token", kind=type(error).__name__)
                if isinstance(error, ChannelPaused):
                    pause = min(error.retry_after, _LOOKS_EVERY)
            except Exception:
                logger.exception("Tokens not looked after", action="zalo_oa_tokens_failed")
            await asyncio.sleep(pause)

    async def current(self) -> AccessToken:
        if self._access is not None and monotonic() < self._access.good_until:
            return self._access
        return await self._settle()

    async def replace(self, refused: AccessToken) -> AccessToken:
        """Another one, after Zalo did not take this one."""
        self._refuse(refused.generation)
        return await self._settle()

    async def use(self, ask: Callable[[SecretStr], Awaitable[T]]) -> T:
        """Make a call. A token that Zalo does not take is replaced, and the call made again."""
        token = await self.current()
        try:
            return await ask(token.value)
        except OaRefused as refused:
            if refused.code not in TOKEN:
                raise
        token = await self.replace(token)
        return await ask(token.value)

    async def _settle(self) -> AccessToken:
        async with self._settling:
            try:
                return await self._find()
            except DeliveryError:
                raise
            except Exception:  # as a rule the database: letters wait for it, as for everything
                logger.exception("Tokens out of reach", action="zalo_oa_tokens_failed")
        raise NotSent("tokens out of reach")

    async def _find(self) -> AccessToken:
        """Go from step to step until there is a token, or none."""
        works = False
        for _ in range(_MOST_STEPS):
            opened = await self._vault.look()
            match step := next_step(self._situation(opened, works)):
                case Step.USE:
                    return self._use(opened)
                case Step.WAIT:
                    raise ChannelPaused(self._refresher.rest_left(), "token not refreshed yet")
                case Step.MOURN:
                    self._mourn(opened)
                    raise TokenDead
                case _:
                    works = await self._act(step, opened)
        raise ChannelPaused(_UNSETTLED_REST, "tokens unsettled")

    async def _act(self, step: Step, opened: Opened) -> bool:
        """Do what only the leader may. Returns whether the access token was seen to work."""
        if not self._vault.leads:
            if not await self._vault.step_in():
                self._refresher.rest_elsewhere()
            return False  # look again: what was seen before may be over
        match step:
            case Step.PROBE:
                return await self._vault.go_on() and await self._works(opened)
            case Step.SETTLE:
                await self._vault.settle(opened.held, opened.held.spending or "")
            case _:
                refresh = self._refresher.spend(opened, is_seed=step is Step.SPEND_SEED)
                await even_if_cancelled(refresh, within=_ENDS_WITHIN)
        return False

    def _mourn(self, opened: Opened) -> None:
        is_sealed = opened.held.sealed is not None and opened.refresh is None
        why = _OTHER_SECRET if is_sealed else "we hold none"
        self._refresher.mourn(opened.held.dead or why)

    def _situation(self, opened: Opened, works: bool) -> Situation:
        held = opened.held
        margin = min(_MARGIN, _SHORTEST_PART * (held.age + held.expires_in))
        is_refused = held.generation <= self._refused
        too_fresh = is_refused and held.age < _FRESH_FOR and held.spending is None
        return Situation(
            has_access=bool(opened.access and held.expires_in > margin and not is_refused),
            access_works=works,
            refresh_due=held.refresh_in <= 0.0,
            pair=fingerprint(opened.refresh) if opened.refresh else None,
            seed=self._unspent_seed(opened),
            seeds=held.seeds,
            spending=held.spending,
            is_dead=held.dead is not None,
            may_act=self._refresher.may_act(opened) and not too_fresh,
        )

    def _unspent_seed(self, opened: Opened) -> str | None:
        if self._seed is None or fingerprint(self._seed) in opened.held.seeds:
            return None
        return self._vault.name_of_seed(self._seed)

    def _use(self, opened: Opened) -> AccessToken:
        held = opened.held
        good_until = monotonic() + min(_LOOKS_EVERY, held.expires_in / 2)
        token = AccessToken(opened.access or SecretStr(""), held.generation, good_until)
        self._access = token
        return token

    def _refuse(self, generation: int) -> None:
        self._refused = max(self._refused, generation)
        self._access = None

    async def _works(self, opened: Opened) -> bool:
        """Ask for our own profile. Raises NotSent or ChannelPaused where Zalo does not say."""
        try:
            await self._http.get(PROFILE, opened.access or SecretStr(""))
        except OaRefused as refused:
            if refused.code not in TOKEN:
                return True
            self._refuse(opened.held.generation)
            return False
        except Ambiguous:
            raise NotSent("no answer from Zalo") from None
        return True
