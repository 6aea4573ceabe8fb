"""Who sends on a channel: one process, by a lease it stops trusting before it ends."""

from time import monotonic

from storage import leases
from storage.database import Database
from storage.leases import Lease


class Leadership:
    """The right of this process to send, or not."""

    def __init__(
        self, database: Database, channel: str, *, owner: str, lease_seconds: float
    ) -> None:
        self._database = database
        self._name = f"sender:{channel}"
        self._owner = owner
        self._lease_seconds = lease_seconds
        self._trusted_until = 0.0
        self.lease: Lease | None = None

    @property
    def looks_every(self) -> float:
        """Seconds after which one who stands by looks again."""
        return min(1.0, self._lease_seconds / 3)

    @property
    def is_trusted(self) -> bool:
        """Whether something may leave at this moment."""
        return monotonic() < self._trusted_until

    def needs_asking(self) -> bool:
        """Trust ends before the lease does, and is renewed before it ends."""
        return not self.lease or monotonic() >= self._trusted_until - self._lease_seconds / 3

    async def ask(self) -> bool:
        """Lead, or go on leading. True where this is another lease than before."""
        asked_at = monotonic()
        before = self.lease
        async with self._database.connect_to_write() as connection:
            self.lease = await leases.acquire(
                connection, self._name, owner=self._owner, lasts=self._lease_seconds
            )
        self._trusted_until = asked_at + self._lease_seconds * 2 / 3
        return self.lease != before

    def let_go(self) -> Lease | None:
        """What is to be resigned, if anything."""
        lease, self.lease = self.lease, None
        return lease
