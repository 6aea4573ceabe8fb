"""Who leads. One row a role; its term grows at each change of hands and fences the old leader."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database_clock import database_clock
from storage.models import LeaseRow


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to lead a role until somebody may take over."""

    name: str
    owner: str
    term: int


_TABLE: Any = LeaseRow.__table__  # type: ignore[attr-defined]


async def acquire(
    connection: AsyncConnection, name: str, *, owner: str, lasts: float
) -> Lease | None:
    """Become the leader, or go on being it. None while another leads."""
    statement = (
        insert(_TABLE)
        .values(name=name, owner=owner, term=1, expires_at=database_clock() + lasts)
        .on_conflict_do_update(
            index_elements=["name"],
            set_={
                "owner": owner,
                "expires_at": database_clock() + lasts,
                # a renewal keeps the term; a change of hands begins a new one
                "term": _TABLE.c.term + (_TABLE.c.owner != owner).cast(_TABLE.c.term.type),
            },
            where=or_(_TABLE.c.owner == owner, _TABLE.c.expires_at < database_clock()),
        )
        .returning(_TABLE.c.term)
    )
    term = (await connection.execute(statement)).scalar_one_or_none()
    return None if term is None else Lease(name, owner, term)


async def is_held(connection: AsyncConnection, lease: Lease) -> bool:
    """Whether nobody has taken over, and nobody can before this transaction is committed."""
    found = await connection.execute(
        select(_TABLE.c.term)
        .where(_TABLE.c.name == lease.name, _TABLE.c.owner == lease.owner)
        .with_for_update()
    )
    return found.scalar_one_or_none() == lease.term


async def resign(connection: AsyncConnection, lease: Lease) -> None:
    """Let another lead at once instead of after the lease."""
    await connection.execute(
        update(_TABLE)
        .where(
            _TABLE.c.name == lease.name,
            _TABLE.c.owner == lease.owner,
            _TABLE.c.term == lease.term,
        )
        .values(expires_at=0.0)
    )
