"""Where the Official Account's tokens lie, sealed; shared by all processes, changed by one."""

import hashlib
import json
from dataclasses import dataclass

import structlog
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.delivery.zalo_oa_aside import Aside, AsideFile
from bot.delivery.zalo_oa_oauth import Pair
from bot.failpoints import reach
from storage import audit, leases, zalo_tokens
from storage.database import Database, session_on
from storage.sealing import Seal, SealBroken
from storage.zalo_tokens import Held

logger = structlog.get_logger(__name__)

LEASE = "zalo-oa-tokens"
_REFRESHED_AT = 0.75  # of its life: an outage of hours may pass before it ends


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
        self._seal = Seal(app_secret.get_secret_value(), f"zalo_oa {app_id}")
        self._aside = AsideFile(database, app_id)
        self._owner = owner
        self._lease_seconds = lease_seconds

    async def look(self) -> Opened:
        held = await self._look()
        if aside := self._aside.look():
            lasts = aside.until - self._clock.now().timestamp()
            if await self._save(aside.generation, aside.sealed, max(lasts, 0.0)):
                logger.warning("Tokens of a lost process found", action="zalo_oa_pair_found")
            self._aside.remove()
            held = await self._look()
        if held.sealed is None:
            return Opened(held)
        try:
            secret = json.loads(self._seal.open(held.sealed))
        except SealBroken:  # the app has another secret now
            logger.error("Zalo tokens cannot be unsealed", action="zalo_oa_seal_broken")
            return Opened(held)
        return Opened(held, SecretStr(secret["access"]), SecretStr(secret["refresh"]))

    async def _look(self) -> Held:
        async with self._database.engine.connect() as connection:
            await connection.execution_options(only_reads=True)
            return await zalo_tokens.look(connection, self._app_id)

    async def intend(self, held: Held, token: SecretStr, *, is_seed: bool) -> bool:
        """Write down that this refresh token is about to be used up. False where another process
        has the lease, or has done something since `held` was read."""
        name = fingerprint(token)
        async with self._database.connect_to_write() as connection:
            lease = await leases.acquire(
                connection, LEASE, owner=self._owner, lasts=self._lease_seconds
            )
            if lease is None or await self._has_moved(connection, held):
                return False
            intended = await zalo_tokens.intend(
                connection, self._app_id, held, name, seed=name if is_seed else None
            )
            reach("zalo-before-intent-commit")
        return intended

    def put_aside(self, generation: int, pair: Pair) -> bytes:
        """On this disk at once: a kill from now on costs nothing. The sealed pair."""
        secret = {
            "access": pair.access.get_secret_value(),
            "refresh": pair.refresh.get_secret_value(),
        }
        sealed = self._seal.close(json.dumps(secret).encode())
        until = self._clock.now().timestamp() + pair.lasts
        try:
            self._aside.put(Aside(generation, sealed, until))
        except OSError as error:  # then the database alone is to have it
            logger.error("Tokens not put aside", action="spool_failed", reason=error.strerror)
        return sealed

    async def save(self, generation: int, sealed: bytes, lasts: float) -> bool:
        """Keep a new pair. False where a newer one is there."""
        saved = await self._save(generation, sealed, lasts)
        self._aside.remove()
        return saved

    async def _save(self, generation: int, sealed: bytes, lasts: float) -> bool:
        async with self._database.connect_to_write() as connection:
            saved = await zalo_tokens.save(
                connection, self._app_id, generation, sealed,
                lasts=lasts, refresh_after=lasts * _REFRESHED_AT,
            )  # fmt: skip
            reach("zalo-before-saved-commit")
        return saved

    async def settle(self, generation: int) -> None:
        """It is known what came of the refresh token, and no pair did."""
        async with self._database.connect_to_write() as connection:
            await zalo_tokens.settle(connection, self._app_id, generation)

    async def take_back(self, before: Held) -> None:
        """The refresh token never left."""
        async with self._database.connect_to_write() as connection:
            await zalo_tokens.take_back(connection, self._app_id, before)

    async def bury(self, generation: int, why: str) -> bool:
        """The refresh token is refused for good. False where a newer pair is there."""
        async with self._database.connect_to_write() as connection:
            buried = await zalo_tokens.bury(connection, self._app_id, generation, why)
            if buried:
                async with session_on(connection) as session:
                    await audit.record(
                        session,
                        action="alarm",
                        subject="zalo_oa:token",
                        now=self._clock.now(),
                        reason=why,
                    )
        return buried

    async def _has_moved(self, connection: AsyncConnection, held: Held) -> bool:
        now = await zalo_tokens.look(connection, self._app_id)
        before = (held.generation, held.spending, held.dead)
        return (now.generation, now.spending, now.dead) != before


def fingerprint(token: SecretStr) -> str:
    """A name for a token that does not give it away."""
    return hashlib.sha256(token.get_secret_value().encode()).hexdigest()[:16]
