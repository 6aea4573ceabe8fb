"""Uses up a refresh token of the Official Account: intent, call, new pair, each made durable."""

import asyncio
from itertools import chain, repeat
from time import monotonic

import structlog
from pydantic import SecretStr

from bot.delivery.errors import Ambiguous, ChannelPaused, DeliveryError, NotSent
from bot.delivery.zalo_oa_errors import TOKEN, OaRefused
from bot.delivery.zalo_oa_http import ZaloOaHttp
from bot.delivery.zalo_oa_oauth import Pair, RefreshRefused, ZaloOauth
from bot.delivery.zalo_oa_vault import Opened, Vault, fingerprint
from bot.failpoints import reach

logger = structlog.get_logger(__name__)

COMMAND = "python -m bot zalo-consent"  # what gives us new tokens
PROFILE = "/v2.0/oa/getoa"
_RESTS = (2.0, 15.0, 60.0, 300.0)  # seconds after one, two … failures of the refresh
_ELSEWHERE = 1.0  # seconds until we look what the process with the lease has done
_SAVES_AFTER = (0.1, 0.5, 2.0)  # seconds


class Refresher:
    """Acts only while the vault says that we lead. Knows how long to let things be."""

    def __init__(
        self, vault: Vault, oauth: ZaloOauth, http: ZaloOaHttp, *, seed: SecretStr | None
    ) -> None:
        self._vault = vault
        self._oauth = oauth
        self._http = http
        self._seed = seed
        self._rests_until = 0.0
        self._failures = 0
        self._doubt: tuple[int, str] | None = None  # what another try has left open,
        self._doubted_since = 0.0  # and since when we know of it
        self._has_mourned = False

    def may_act(self, opened: Opened) -> bool:
        is_ripe = self._doubt_is_ripe(opened)  # asked each time: it counts from the first
        return is_ripe and monotonic() >= self._rests_until

    def rest_left(self) -> float:
        ripe_in = self._doubted_since + self._vault.lease_seconds if self._doubt else 0.0
        return max(_ELSEWHERE, self._rests_until - monotonic(), ripe_in - monotonic())

    def rest_elsewhere(self) -> None:
        """Another process is at it."""
        self._rests_until = max(self._rests_until, monotonic() + _ELSEWHERE)

    async def spend(self, opened: Opened, *, is_seed: bool) -> None:
        """Between the intent and the new pair nothing else is done."""
        token = self._seed if is_seed else opened.refresh
        if token is None:
            return
        name = self._vault.name_of_seed(token) if is_seed else fingerprint(token)
        reach("zalo-before-intent")
        if not await self._vault.intend(opened.held, name, is_seed=is_seed):
            self.rest_elsewhere()
            return
        reach("zalo-after-intent")
        try:
            pair = await self._show(token)
        except RefreshRefused as refused:
            await self._lose(opened, name, str(refused), is_seed=is_seed)
        except (NotSent, ChannelPaused) as error:
            if opened.held.spending is None:  # else an older doubt stays
                await self._vault.take_back(opened.held, name)
            self._rest(error.retry_after if isinstance(error, ChannelPaused) else 0.0)
        except Ambiguous as error:
            self._leave_open(error)
        else:
            reach("zalo-after-refresh")
            await self._keep(opened, pair, token if is_seed else None)

    def mourn(self, why: str) -> None:
        """Once for each death that this process sees."""
        if not self._has_mourned:
            self._has_mourned = True
            _alarm(why)

    async def _show(self, token: SecretStr) -> Pair:
        if not self._vault.may_begin:
            raise NotSent("too late to begin a refresh")
        return await self._oauth.refresh(token)

    def _doubt_is_ripe(self, opened: Opened) -> bool:
        """What another try has left open is let be for as long as a lease, on our own clock: it
        may have its answer yet, at Zalo or in a process that stands still, and the clock that the
        lease goes by may be set."""
        held = opened.held
        doubt = (held.generation, held.spending) if held.spending else None
        if doubt != self._doubt:
            self._doubt, self._doubted_since = doubt, monotonic()
        return doubt is None or monotonic() - self._doubted_since >= self._vault.lease_seconds

    def _leave_open(self, error: DeliveryError) -> None:
        logger.warning(
            "A refresh of unknown end", action="zalo_oa_refresh_unknown", reason=str(error)
        )
        self._doubt = None  # it begins now
        self._rest()

    async def _keep(self, opened: Opened, pair: Pair, seed: SecretStr | None) -> None:
        sealed = self._vault.put_aside(opened.held, pair, seed)
        reach("zalo-after-aside")
        saved = await self._save(opened, sealed, pair.lasts, seed)
        reach("zalo-after-saved")
        self._failures, self._rests_until, self._has_mourned = 0, 0.0, False
        if saved or (await self._vault.look()).refresh == pair.refresh:
            generation = opened.held.generation + 1
            logger.info("Zalo tokens renewed", action="zalo_oa_renewed", generation=generation)
        elif await self._is_newest(pair):
            await self._vault.adopt(pair, action="zalo_pair_adopted")
            logger.warning("A later pair was the older", action="zalo_oa_pair_adopted")
        else:
            logger.warning("A newer pair was there", action="zalo_oa_pair_dropped")

    async def _save(
        self, opened: Opened, sealed: bytes, lasts: float, seed: SecretStr | None
    ) -> bool:
        """Other processes need it: while the database is away there is no giving up."""
        for pause in chain(_SAVES_AFTER, repeat(_SAVES_AFTER[-1])):
            try:
                return await self._vault.save(opened.held, sealed, lasts, seed=seed)
            except Exception:
                logger.exception("New Zalo tokens not saved", action="zalo_oa_not_saved")
            await asyncio.sleep(pause)
        raise AssertionError("an endless loop ended")

    async def _is_newest(self, pair: Pair) -> bool:
        """Of two pairs Zalo ends the older, so the one that works is the one to keep."""
        try:
            await self._http.get(PROFILE, pair.access)
        except OaRefused as refused:
            return refused.code not in TOKEN
        except DeliveryError:
            return False
        return True

    async def _lose(self, opened: Opened, name: str, why: str, *, is_seed: bool) -> None:
        """The end of a refresh token. One from the settings leaves what we held before, even
        where it cannot be unsealed now: perhaps the secret in the settings is wrong."""
        held = opened.held
        if is_seed and (held.sealed or held.dead):
            await self._vault.settle(held, name)
            _alarm(f"the new one in the settings: {why}")
        elif await self._vault.bury(held, name, why):
            self.mourn(why)

    def _rest(self, at_least: float = 0.0) -> None:
        pause = max(_RESTS[min(self._failures, len(_RESTS) - 1)], at_least)
        self._failures += 1
        self._rests_until = monotonic() + pause


def _alarm(why: str) -> None:
    logger.error(
        "Zalo refuses our refresh token: an administrator has to give consent again",
        action="zalo_oa_token_dead",
        reason=why,
        command=COMMAND,
    )
