"""The table of letters, and which of them have no fate yet."""

from typing import Any

from sqlalchemy import bindparam

from storage.models import OutboxRow
from storage.models.machine import OutboxState

OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]

# Written into the SQL, not bound: SQLite uses a partial index only where it sees its condition.
UNDECIDED: Any = bindparam(
    "undecided",
    (OutboxState.PENDING.value, OutboxState.SENDING.value),
    expanding=True,
    literal_execute=True,
)
