"""Where the Official Account's tokens lie, sealed; shared by all processes, changed by one."""

import hashlib
import json
from dataclasses import dataclass

import structlog
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.delivery.zalo_oa_oauth import Pair
from bot.failpoints import reach
from storage import audit, leases, zalo_tokens
from storage.database import Database, session_on
from storage.leases import Lease
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
        self._owner = owner
        self._lease_seconds = lease_seconds
        self._lease: Lease | None = None

    async def look(self) -> Opened:
        async with self._database.engine.connect() as connection:
            await connection.execution_options(only_reads=True)
            held = await zalo_tokens.look(connection, self._app_id)
        if held.sealed is None:
            return Opened(held)
        try:
            secret = json.loads(self._seal.open(held.sealed))
        except SealBroken:  # the app has another secret now
            logger.error("Zalo tokens cannot be unsealed", action="zalo_oa_seal_broken")
            return Opened(held)
        return Opened(held, SecretStr(secret["access"]), SecretStr(secret["refresh"]))

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

    async def save(self, generation: int, pair: Pair) -> bool:
        """Keep a new pair. False where a newer one is there."""
        async with self._database.connect_to_write() as connection:
            saved = await self._save(connection, generation, pair)
            reach("zalo-before-saved-commit")
        return saved

    async def step_in(self) -> bool:
        """From now on nobody else uses up a token; False while another process does."""
        async with self._database.connect_to_write() as connection:
            self._lease = await leases.acquire(
                connection, LEASE, owner=self._owner, lasts=self._lease_seconds
            )
        return self._lease is not None

    async def step_back(self) -> None:
        """Let the others go on."""
        if self._lease is not None:
            async with self._database.connect_to_write() as connection:
                await leases.resign(connection, self._lease)

    async def adopt(self, pair: Pair) -> None:
        """Keep the pair of a new consent, whatever was there, and let the others go on with it."""
        async with self._database.connect_to_write() as connection, session_on(connection) as s:
            await zalo_tokens.begin(connection, self._app_id)
            held = await zalo_tokens.look(connection, self._app_id)
            await self._save(connection, held.generation, pair)
            await audit.record(
                s, action="zalo_consent_given", subject="zalo_oa:token", now=self._clock.now()
            )
            if self._lease is not None:
                await leases.resign(connection, self._lease)

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

    async def _save(self, connection: AsyncConnection, generation: int, pair: Pair) -> bool:
        secret = {
            "access": pair.access.get_secret_value(),
            "refresh": pair.refresh.get_secret_value(),
        }
        return await zalo_tokens.save(
            connection,
            self._app_id,
            generation,
            self._seal.close(json.dumps(secret).encode()),
            lasts=pair.lasts,
            refresh_after=pair.lasts * _REFRESHED_AT,
        )

    async def _has_moved(self, connection: AsyncConnection, held: Held) -> bool:
        now = await zalo_tokens.look(connection, self._app_id)
        before = (held.generation, held.spending, held.dead)
        return (now.generation, now.spending, now.dead) != before


def fingerprint(token: SecretStr) -> str:
    """A name for a token that does not give it away."""
    return hashlib.sha256(token.get_secret_value().encode()).hexdigest()[:16]
