"""How one unit stands, gathered from storage."""

from handlers.office.overdue_view import done_line, missing_lines
from handlers.office.unit_screen import MOST_DONE, MOST_REMINDERS, Standing
from handlers.turn import Turn
from storage import extensions, handed_in, obligations, people, reminders


async def standing_of(turn: Turn, code: str) -> Standing:
    """Everything the office may know of this unit."""
    found = await obligations.missing_of(turn.session, code)
    missing = await missing_lines(turn.session, turn.plan, found, turn.today)
    ids = [line.obligation_id for line in missing]
    done = await handed_in.by_unit(turn.session, code, MOST_DONE)
    pending = await extensions.pending(turn.session) if ids else []
    said = await reminders.of_obligations(turn.session, ids, MOST_REMINDERS) if ids else []
    serving = await people.focal_points_of(turn.session, [code])
    return Standing(
        code=code,
        missing=tuple(missing),
        done=tuple(done_line(turn.plan, one) for one in done),
        waiting=tuple(asked.extension for asked in pending if asked.obligation.id in ids),
        reminders=tuple(said),
        focal_points=tuple(serving[code]),
    )
