"""Keeps an access token of the Official Account alive, whatever dies in between.

One process refreshes, by lease. What it is about to use up is durable before, the new pair is
durable before its first use (bot/delivery/zalo_oa_vault.py); bot/delivery/zalo_oa_renewal.py says
what to do about whatever is found in between.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import chain, repeat
from time import monotonic
from typing import TypeVar

import structlog
from pydantic import SecretStr

from bot.background import even_if_cancelled
from bot.delivery.errors import Ambiguous, ChannelPaused, DeliveryError, NotSent, TokenDead
from bot.delivery.zalo_oa_errors import TOKEN, OaRefused
from bot.delivery.zalo_oa_http import ZaloOaHttp
from bot.delivery.zalo_oa_oauth import Pair, RefreshRefused, ZaloOauth
from bot.delivery.zalo_oa_renewal import Situation, Step, next_step
from bot.delivery.zalo_oa_vault import Opened, Vault, fingerprint
from bot.failpoints import reach

logger = structlog.get_logger(__name__)

SETTING = "ZALO_OA_REFRESH_TOKEN"
_PROFILE = "/v2.0/oa/getoa"
_MARGIN = 60.0  # seconds before its end in which a token is not used any more, or a part of
_SHORTEST_PART = 0.05  # its life
_LOOKS_EVERY = 30.0
_RESTS = (2.0, 15.0, 60.0, 300.0)  # seconds after one, two … failures of the refresh
_ELSEWHERE = 1.0  # seconds until we look what the process with the lease has done
_FRESH_FOR = 60.0  # a new token that is refused at once is not mended by another
_SAVES_AFTER = (0.1, 0.5, 2.0)  # seconds
_MOST_STEPS = 6

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
        consent: str,
    ) -> None:
        """`seed` is the settings' refresh token; `consent` the link an operator needs."""
        self._vault = vault
        self._oauth = oauth
        self._http = http
        self._seed = seed
        self._consent = consent
        self._access: AccessToken | None = None
        self._settling = asyncio.Lock()
        self._refused = -1  # the newest generation whose access token Zalo did not take
        self._rests_until = 0.0
        self._failures = 0
        self._has_mourned = False

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
        """Go from step to step until there is a token, or none."""
        async with self._settling:
            works = False
            for _ in range(_MOST_STEPS):
                opened = await self._vault.look()
                match step := next_step(self._situation(opened, works)):
                    case Step.USE:
                        return self._use(opened)
                    case Step.PROBE:
                        works = await self._works(opened)
                    case Step.SETTLE:
                        await self._vault.settle(opened.held.generation)
                    case Step.SPEND_SEED | Step.SPEND_PAIR:
                        is_seed = step is Step.SPEND_SEED
                        await even_if_cancelled(self._spend(opened, is_seed=is_seed))
                    case Step.WAIT:
                        raise ChannelPaused(self._rest_left(), "token not refreshed yet")
                    case Step.MOURN:
                        self._mourn(opened.held.dead or "we hold none")
                        raise TokenDead
            raise ChannelPaused(_RESTS[0], "tokens unsettled")

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
            seed=fingerprint(self._seed) if self._seed else None,
            seeds=held.seeds,
            spending=held.spending,
            is_dead=held.dead is not None,
            may_spend=not too_fresh and monotonic() >= self._rests_until,
        )

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
            await self._http.get(_PROFILE, opened.access or SecretStr(""))
        except OaRefused as refused:
            if refused.code not in TOKEN:
                return True
            self._refuse(opened.held.generation)
            return False
        except Ambiguous:
            raise NotSent("no answer from Zalo") from None
        return True

    async def _spend(self, opened: Opened, *, is_seed: bool) -> None:
        """Use up a refresh token. Between the intent and the new pair nothing else is done."""
        token = self._seed if is_seed else opened.refresh
        reach("zalo-before-intent")
        if token is None or not await self._vault.intend(opened.held, token, is_seed=is_seed):
            self._rests_until = monotonic() + _ELSEWHERE
            return
        reach("zalo-after-intent")
        try:
            pair = await self._oauth.refresh(token)
        except RefreshRefused as refused:
            await self._lose(opened, refused, is_seed=is_seed)
        except (NotSent, ChannelPaused) as error:
            if opened.held.spending is None:  # else an older doubt stays
                await self._vault.take_back(opened.held)
            self._rest(error.retry_after if isinstance(error, ChannelPaused) else 0.0)
        except Ambiguous as error:
            logger.warning(
                "A refresh of unknown end", action="zalo_oa_refresh_unknown", reason=str(error)
            )
            self._rest()
        else:
            reach("zalo-after-refresh")
            await self._keep(opened.held.generation, pair)

    async def _keep(self, generation: int, pair: Pair) -> None:
        sealed = self._vault.put_aside(generation, pair)
        reach("zalo-after-aside")
        saved = await self._save(generation, sealed, pair.lasts)
        reach("zalo-after-saved")
        self._failures, self._rests_until, self._has_mourned = 0, 0.0, False
        if saved:
            logger.info("Zalo tokens renewed", action="zalo_oa_renewed", generation=generation + 1)
        else:
            logger.warning("A newer pair was there", action="zalo_oa_pair_dropped")

    async def _save(self, generation: int, sealed: bytes, lasts: float) -> bool:
        """Other processes need it: while the database is away there is no giving up."""
        for pause in chain(_SAVES_AFTER, repeat(_SAVES_AFTER[-1])):
            try:
                return await self._vault.save(generation, sealed, lasts)
            except Exception:
                logger.exception("New Zalo tokens not saved", action="zalo_oa_not_saved")
            await asyncio.sleep(pause)
        raise AssertionError("an endless loop ended")

    async def _lose(self, opened: Opened, refused: RefreshRefused, *, is_seed: bool) -> None:
        """The end of a refresh token. One from the settings leaves what we held before."""
        generation, why = opened.held.generation, str(refused)
        if is_seed and (opened.refresh or opened.held.dead):
            await self._vault.settle(generation)
            self._alarm(f"the new one in the settings: {why}")
        elif await self._vault.bury(generation, why):
            self._mourn(why)

    def _mourn(self, why: str) -> None:
        """Once for each death that this process sees."""
        if not self._has_mourned:
            self._has_mourned = True
            self._alarm(why)

    def _alarm(self, why: str) -> None:
        logger.error(
            "Zalo refuses our refresh token: give consent again, set the new one, restart",
            action="zalo_oa_token_dead",
            reason=why,
            setting=SETTING,
            consent=self._consent,
        )

    def _rest(self, at_least: float = 0.0) -> None:
        pause = max(_RESTS[min(self._failures, len(_RESTS) - 1)], at_least)
        self._failures += 1
        self._rests_until = monotonic() + pause

    def _rest_left(self) -> float:
        return max(_ELSEWHERE, self._rests_until - monotonic())
