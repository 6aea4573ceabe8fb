"""Where the Official Account's tokens lie, sealed; shared by all processes, changed by one.

Who leads holds the lease for as long as a refresh may take, thrice over: a third for getting
started, a third for Zalo's answer, a third for keeping it. Whatever was decided under a lease is
done only while nobody else had it in between: its term tells.
"""

import hashlib
import json
import time
from dataclasses import dataclass

import structlog
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.delivery.zalo_oa_aside import Aside, AsideFile
from bot.delivery.zalo_oa_oauth import ANSWERS_WITHIN, Pair
from bot.failpoints import reach
from storage import audit, leases, zalo_tokens
from storage.database import Database, session_on
from storage.leases import Lease
from storage.sealing import Seal, SealBroken
from storage.zalo_tokens import Held

logger = structlog.get_logger(__name__)

LEASE = "zalo-oa-tokens"
LEASE_SECONDS = 3 * ANSWERS_WITHIN
_REFRESHED_AT = 0.75  # of its life: an outage of hours may pass before it ends
_BEGINS_WITHIN = 1 / 3  # of the lease
# Runs on while the machine sleeps, which `monotonic` does not: somebody else may lead by then.
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


@dataclass(frozen=True, slots=True)
class Opened:
    """What is held, unsealed."""

    held: Held
    access: SecretStr | None = None
    refresh: SecretStr | None = None


class Vault:
    """The tokens of one app. Each method is one transaction."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        app_id: str,
        app_secret: SecretStr,
        owner: str,
        lease_seconds: float,
    ) -> None:
        self._database = database
        self._clock = clock
        self._app_id = app_id
        self._secret = app_secret
        self._seal = Seal(app_secret.get_secret_value(), f"zalo_oa {app_id}")
        self._aside = AsideFile(database, app_id)
        self._owner = owner
        self.lease_seconds = lease_seconds
        self._lease: Lease | None = None
        self._asked_at = 0.0

    async def look(self) -> Opened:
        held = await self._look()
        if aside := self._aside.look():
            await self._take_in(aside, held)
            held = await self._look()
        if held.sealed is None:
            return Opened(held)
        try:
            secret = json.loads(self._seal.open(held.sealed))
        except SealBroken:  # the app has another secret now
            logger.error("Zalo tokens cannot be unsealed", action="zalo_oa_seal_broken")
            return Opened(held)
        return Opened(held, SecretStr(secret["access"]), SecretStr(secret["refresh"]))

    async def intend(self, held: Held, name: str, *, is_seed: bool) -> bool:
        """Write down that the refresh token of this name is about to be used up. False where
        another process leads, or a new consent came since `held` was read."""
        self._asked_at = time.clock_gettime(_CLOCK)
        async with self._database.connect_to_write() as connection:
            if not await self._still_leads(connection):
                return False
            seed = name if is_seed else None
            intended = await zalo_tokens.intend(connection, self._app_id, held, name, seed=seed)
            reach("zalo-before-intent-commit")
        return intended

    @property
    def may_begin(self) -> bool:
        """Whether enough of the lease is left to show a token to Zalo: a process may have stood
        still since it asked, with the whole machine or alone."""
        waited = time.clock_gettime(_CLOCK) - self._asked_at
        return waited <= self.lease_seconds * _BEGINS_WITHIN

    def put_aside(self, held: Held, pair: Pair, seed: SecretStr | None = None) -> bytes:
        """On this disk at once: a kill from now on costs nothing. The sealed pair."""
        sealed = self._sealed(pair)
        until = self._clock.now().timestamp() + pair.lasts
        name = fingerprint(seed) if seed else None
        try:
            self._aside.put(Aside(held.generation, sealed, until, name))
        except OSError as error:  # then the database alone is to have it
            logger.error("Tokens not put aside", action="spool_failed", reason=error.strerror)
        return sealed

    async def save(
        self, held: Held, sealed: bytes, lasts: float, *, seed: SecretStr | None = None
    ) -> bool:
        """Keep a new pair, which `seed` was used up for. False where a newer one is there."""
        async with self._database.connect_to_write() as connection:
            name = fingerprint(seed) if seed else None
            saved = await self._save(connection, held, sealed, lasts, name)
            await self._let_go(connection)
            reach("zalo-before-saved-commit")
        self._aside.remove()
        return saved

    @property
    def leads(self) -> bool:
        """As far as we know."""
        return self._lease is not None

    async def step_in(self) -> bool:
        """From now on nobody else uses up a token; False while another process does."""
        async with self._database.connect_to_write() as connection:
            self._lease = await leases.acquire(
                connection, LEASE, owner=self._owner, lasts=self.lease_seconds
            )
        return self._lease is not None

    async def go_on(self) -> bool:
        """Lead for as long again. False where somebody else has led since we stepped in."""
        async with self._database.connect_to_write() as connection:
            return await self._still_leads(connection)

    async def step_back(self) -> None:
        """Let the others go on."""
        async with self._database.connect_to_write() as connection:
            await self._let_go(connection)

    async def adopt(self, pair: Pair, *, action: str) -> None:
        """Keep this pair, whatever was there, and let the others go on with it."""
        async with self._database.connect_to_write() as connection, session_on(connection) as s:
            await zalo_tokens.begin(connection, self._app_id)
            held = await zalo_tokens.look(connection, self._app_id)
            await self._save(connection, held, self._sealed(pair), pair.lasts)
            await audit.record(s, action=action, subject="zalo_oa:token", now=self._clock.now())
            await self._let_go(connection)

    async def settle(self, held: Held, name: str) -> bool:
        """It is known what came of the refresh token, and no pair did."""
        async with self._database.connect_to_write() as connection:
            return await self._still_leads(connection) and await zalo_tokens.settle(
                connection, self._app_id, held.generation, name
            )

    async def take_back(self, before: Held, name: str) -> None:
        """The refresh token never left."""
        async with self._database.connect_to_write() as connection:
            if await self._still_leads(connection):
                await zalo_tokens.take_back(connection, self._app_id, before, name)
            await self._let_go(connection)

    async def bury(self, held: Held, name: str, why: str) -> bool:
        """The refresh token is refused for good. False where somebody else found more out."""
        async with self._database.connect_to_write() as connection:
            buried = await self._still_leads(connection) and await zalo_tokens.bury(
                connection, self._app_id, held.generation, name, why
            )
            if buried:
                async with session_on(connection) as session:
                    await audit.record(
                        session,
                        action="alarm",
                        subject="zalo_oa:token",
                        now=self._clock.now(),
                        reason=why,
                    )
            await self._let_go(connection)
        return buried

    def name_of_seed(self, token: SecretStr) -> str:
        """A token of the settings is named together with the secret that goes with it: where the
        secret was mistyped, the token has its turn again with the right one."""
        secret, value = self._secret.get_secret_value(), token.get_secret_value()
        return fingerprint(SecretStr(f"{secret}\0{value}"))

    async def _still_leads(self, connection: AsyncConnection) -> bool:
        """The lease runs anew. A new term says that another process had it meanwhile."""
        before = self._lease
        if before is not None:
            self._lease = await leases.acquire(
                connection, LEASE, owner=self._owner, lasts=self.lease_seconds
            )
        if before is None or self._lease != before:
            self._lease = None
            return False
        return True

    async def _let_go(self, connection: AsyncConnection) -> None:
        if self._lease is not None:
            await leases.resign(connection, self._lease)
            self._lease = None

    async def _look(self) -> Held:
        async with self._database.engine.connect() as connection:
            await connection.execution_options(only_reads=True)
            return await zalo_tokens.look(connection, self._app_id)

    async def _take_in(self, aside: Aside, held: Held) -> None:
        """What a lost process has put aside, unless a newer pair is there."""
        lasts = max(aside.until - self._clock.now().timestamp(), 0.0)
        if aside.generation == held.generation:
            async with self._database.connect_to_write() as connection:
                await zalo_tokens.begin(connection, self._app_id)
                await self._save(connection, held, aside.sealed, lasts, aside.seed)
            logger.warning("Tokens of a lost process found", action="zalo_oa_pair_found")
        self._aside.remove()

    def _sealed(self, pair: Pair) -> bytes:
        secret = {
            "access": pair.access.get_secret_value(),
            "refresh": pair.refresh.get_secret_value(),
        }
        return self._seal.close(json.dumps(secret).encode())

    async def _save(
        self,
        connection: AsyncConnection,
        held: Held,
        sealed: bytes,
        lasts: float,
        seed: str | None = None,
    ) -> bool:
        return await zalo_tokens.save(
            connection, self._app_id, held, sealed,
            lasts=lasts, refresh_after=lasts * _REFRESHED_AT, seed=seed,
        )  # fmt: skip


def fingerprint(token: SecretStr) -> str:
    """A name for a token that does not give it away."""
    return hashlib.sha256(token.get_secret_value().encode()).hexdigest()[:16]
