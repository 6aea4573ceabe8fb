"""What the command line does once and goes: an invite, a tick, a look at who is overdue."""

import asyncio
import secrets
from datetime import datetime
from time import monotonic

from bot.app import App
from bot.clock import Clock, StoppedClock
from bot.config import Settings
from content.catalogue import load
from content.invite_codes import new_code, shown
from content.roles import Role
from content.text import plain
from content.words import speaking
from handlers.office.invites import link_screen
from handlers.office.overdue_view import Line, overdue_lines
from storage import invites, outbox, units
from storage.database import Database
from storage.migrate import upgrade
from storage.people import Grant

_DELIVERS_WITHIN = 600.0  # seconds; 10,000 reminders at 25 a second take 400


async def make_invite(
    settings: Settings, clock: Clock, role: Role, unit: str | None, area: str | None
) -> tuple[str, str]:
    """The invite as it is passed on, in Vietnamese, and its code."""
    app = App(settings, clock)
    code = new_code(secrets.token_bytes)
    async with app.open(), app.database.write() as session:
        invite = await invites.create(
            session, role=role, unit_code=unit, area_code=area,
            created_by=None, now=clock.now(), token=code,
        )  # fmt: skip
        grant = Grant(role, unit, area)
        with speaking("vi"):
            screen = link_screen(grant, invite, app.plan, app.ways_in, code)
    return plain(screen.text), shown(code)


async def tick_at(settings: Settings, clock: StoppedClock) -> tuple[int, int]:
    """How many scheduled things were done, and how many messages left because of them."""
    app = App(settings, clock)
    async with app.open():
        async with app.database.connect_to_write() as connection:
            newest = await outbox.newest(connection)
        await app.schedule.welcome_new_units()
        done = await app.schedule.do_due()
        await _deliver_all(app)
        async with app.database.connect_to_write() as connection:
            return done, await outbox.sent_after(connection, newest)


async def _deliver_all(app: App) -> None:
    """Send until nothing waits; where another process leads, it sends and we watch."""
    give_up_at = monotonic() + _DELIVERS_WITHIN
    while await app.letters_waiting() and monotonic() < give_up_at:
        await asyncio.gather(*(sender.step() for sender in app.senders))
    for sender in app.senders:
        await sender.finish()


async def list_overdue(settings: Settings, at: datetime) -> list[Line]:
    """The same lines the office sees in chat."""
    plan = await asyncio.to_thread(load, settings.content_dir / "plan")
    url = settings.database_url.get_secret_value()
    await upgrade(url)
    database = Database(url)
    try:
        async with database.write() as session:
            await units.sync(session, plan.units)
        async with database.read() as session:
            return await overdue_lines(session, plan, at)
    finally:
        await database.close()
