"""What became of letters: kept together with all that follows from it, in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.crossing import Crossing
from storage import crossing, leases, outbox, people, unsaid
from storage.database import session_on
from storage.leases import Lease
from storage.outbox import OUT_OF_DATE, Outcome


async def keep(
    connection: AsyncConnection,
    done: Sequence[Outcome],
    *,
    lease: Lease,
    way_out: Crossing,
    now: datetime,
) -> None:
    """One statement where all went well; what follows from a failure costs only there."""
    await outbox.record(connection, done, term=lease.term, now=now)
    for outcome in done:
        if outcome.moved:
            await _move(connection, *outcome.moved)
    stuck = [o.letter_id for o in done if o.is_stuck and o.never_left]
    if stuck and way_out.is_possible and await leases.is_held(connection, lease):
        await way_out.of_the_waiting(connection, now, stuck)
    late = [o.letter_id for o in done if o.error == OUT_OF_DATE]
    if late and await leases.is_held(connection, lease):
        await unsaid.take_back(connection, late, now)
    if any(outcome.gone is not None for outcome in done):
        await _leave(connection, done, lease=lease, way_out=way_out, now=now)


async def _move(connection: AsyncConnection, address_id: int, recipient: str) -> None:
    async with session_on(connection) as session:
        await people.move_address(session, address_id, recipient)
    await outbox.redirect(connection, address_id, recipient)


async def _leave(
    connection: AsyncConnection,
    done: Sequence[Outcome],
    *,
    lease: Lease,
    way_out: Crossing,
    now: datetime,
) -> None:
    """Nobody reads there any more. What is urgent takes another way, the rest is given up.
    Whoever wrote while we tried is there: their answer waits already, and is tried."""
    told = {o.gone: o for o in done if o.gone is not None}
    back = await outbox.answered_since(
        connection, {address_id: o.tried_at or now for address_id, o in told.items()}
    )
    gone = {address_id: o.error for address_id, o in told.items() if address_id not in back}
    async with session_on(connection) as session:
        for address_id in gone:
            await people.mark_unreachable(session, address_id)
    failed = [o.letter_id for o in done if o.gone is not None and o.never_left]
    leads = await leases.is_held(connection, lease)
    if leads and way_out.is_possible:
        await way_out.of_the_gone(
            connection, failed=failed, gone=list(gone), term=lease.term, now=now
        )
    for address_id, reason in gone.items():
        failed += await outbox.give_up(connection, address_id, reason=reason)
    if leads:
        await crossing.come_home(connection, failed)
