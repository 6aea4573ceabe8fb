"""Two people turn out to be one. Everything that names the one who goes names the other from then
on, in one transaction; what both had is sorted out by what it means.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, literal, update
from sqlalchemy.orm import aliased
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.roles import Role
from storage import audit, conversations
from storage.conversations import NOT_BEGUN, Standing
from storage.learning import merging as learning
from storage.models import (
    AddressRow,
    AuditEntry,
    ConversationRow,
    Digest,
    Draft,
    Extension,
    Invite,
    InviteGuess,
    Learner,
    LessonMail,
    LinkCode,
    OutboxRow,
    PersonRow,
    Reminder,
    RoleGrant,
    Study,
    Submission,
)
from storage.people.changes import PersonGone

# These change hands as they are.
CHANGE_HANDS: tuple[tuple[type[SQLModel], str], ...] = (
    (AddressRow, "person_id"),
    (AuditEntry, "person_id"),
    (Extension, "asked_by"),
    (Extension, "decided_by"),
    (Extension, "withdrawn_by"),
    (Invite, "created_by"),
    (Invite, "used_by"),
    (InviteGuess, "person_id"),
    (LinkCode, "person_id"),
    (Submission, "author_id"),
)
# Of these both may have one where there may be one only.
ARE_SORTED_OUT: tuple[type[SQLModel], ...] = (
    RoleGrant,
    Draft,
    Reminder,
    Digest,
    ConversationRow,
    Learner,
    Study,
    LessonMail,
)


@dataclass(frozen=True, slots=True)
class Replaced:
    """Both had answered this of the same report, differently: the newer answer stays."""

    obligation_id: int
    code: str
    stays: dict[str, Any]
    goes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """Who stays, what became of answers that both had begun to give, and where the dialogs of
    both stood: which of them goes on is for the conversations to say."""

    person_id: int
    gone_id: int
    replaced: tuple[Replaced, ...] = ()
    dialogs: dict[int, Standing] = field(default_factory=dict)  # by person


async def merge(session: AsyncSession, one: int, other: int, now: datetime) -> Merged:
    """The one with roles stays, else the older. Raises PersonGone where one is not there."""
    rows = await session.exec(
        select(PersonRow)
        .where(col(PersonRow.id).in_((one, other)))
        .order_by(col(PersonRow.id))
        .with_for_update()  # who writes for either of them now is awaited; who comes later fails
        .execution_options(populate_existing=True)
    )
    people = list(rows.all())
    if len(people) != len({one, other}) or one == other:
        raise PersonGone
    stays, goes = await _stays_first(session, people)
    moves = _Moves(session, stays.id, goes.id, now)
    await moves.roles()
    replaced = await moves.drafts()
    await moves.reminders()
    await moves.digests()
    await learning.merge(session, stays.id, goes.id, now)
    for table, column in CHANGE_HANDS:
        await moves.hand_over(table, column)
    dialogs = await moves.dialogs()
    await _take_over(session, stays, goes)
    await session.exec(delete(PersonRow).where(col(PersonRow.id) == goes.id))
    session.expunge(goes)
    await audit.record(
        session,
        action="people_linked",
        subject=f"person:{stays.id}",
        person_id=stays.id,
        now=now,
        was=goes.id,
    )
    return Merged(stays.id, goes.id, replaced, dialogs)


async def _stays_first(
    session: AsyncSession, people: list[PersonRow]
) -> tuple[PersonRow, PersonRow]:
    rows = await session.exec(
        select(RoleGrant.person_id).where(
            col(RoleGrant.person_id).in_([person.id for person in people]),
            col(RoleGrant.revoked_at).is_(None),
            RoleGrant.role != Role.CITIZEN.value,
        )
    )
    with_roles = set(rows.all())
    older, newer = people
    is_newer = newer.id in with_roles and older.id not in with_roles
    return (newer, older) if is_newer else (older, newer)


async def _take_over(session: AsyncSession, stays: PersonRow, goes: PersonRow) -> None:
    """A yes is one person's yes, wherever it was given; none is made up."""
    values: dict[str, Any] = {"name": stays.name or goes.name}
    if stays.consented_at is None:
        values |= {"consented_at": goes.consented_at, "consent_version": goes.consent_version}
    await session.exec(update(PersonRow).where(col(PersonRow.id) == stays.id).values(**values))


@dataclass(frozen=True, slots=True)
class _Moves:
    """What goes over from the one who goes to the one who stays."""

    session: AsyncSession
    stays: int
    goes: int
    now: datetime

    async def hand_over(self, table: type[SQLModel], column: str = "person_id") -> None:
        who = getattr(table, column)
        await self.session.exec(update(table).where(who == self.goes).values({column: self.stays}))

    async def roles(self) -> None:
        """Held twice is held once; the older grant goes on."""
        held = aliased(RoleGrant)
        twice = exists().where(
            col(held.person_id) == self.stays,
            col(held.role) == col(RoleGrant.role),
            col(held.scope) == col(RoleGrant.scope),
            col(held.revoked_at).is_(None),
        )
        theirs = (col(RoleGrant.person_id) == self.goes, col(RoleGrant.revoked_at).is_(None))
        await self._run(update(RoleGrant).where(*theirs, twice).values(revoked_at=self.now))
        await self.hand_over(RoleGrant)

    async def drafts(self) -> tuple[Replaced, ...]:
        """Answers to the same report are laid together."""
        rows = await self.session.exec(
            select(Draft)
            .where(col(Draft.person_id).in_((self.stays, self.goes)))
            .order_by(col(Draft.obligation_id), col(Draft.person_id))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        drafts = {(draft.person_id, draft.obligation_id): draft for draft in rows.all()}
        replaced: list[Replaced] = []
        for (person_id, obligation_id), draft in drafts.items():
            mine = drafts.get((self.stays, obligation_id))
            if person_id != self.goes or mine is None:
                continue
            older, newer = sorted((mine, draft), key=lambda d: d.updated_at)
            replaced += _differences(obligation_id, older.answers, newer.answers)
            together = {"answers": older.answers | newer.answers, "updated_at": newer.updated_at}
            await self._run(update(Draft).where(*_is(mine)).values(together))
            await self._run(delete(Draft).where(*_is(draft)))
        await self.hand_over(Draft)
        for draft in drafts.values():
            self.session.expunge(draft)
        return tuple(replaced)

    async def reminders(self) -> None:
        """What both were told of counts as told."""
        told = aliased(Reminder)
        twice = exists().where(
            col(told.person_id) == self.stays,
            col(told.obligation_id) == col(Reminder.obligation_id),
            col(told.step) == col(Reminder.step),
            col(told.due) == col(Reminder.due),
        )
        await self._run(delete(Reminder).where(col(Reminder.person_id) == self.goes, twice))
        await self.hand_over(Reminder)

    async def digests(self) -> None:
        """Where both had a message of the same day, replies to either are about what both said."""
        theirs = aliased(Digest)
        rows = await self.session.exec(
            select(col(theirs.id), col(Digest.id))
            .join(Digest, col(Digest.on_day) == col(theirs.on_day))
            .where(col(theirs.person_id) == self.goes, col(Digest.person_id) == self.stays)
        )
        for theirs_id, mine_id in rows.all():
            spoken = col(Reminder.digest_id) == theirs_id
            await self._run(update(Reminder).where(spoken).values(digest_id=mine_id))
            about = col(OutboxRow.subject) == f"digest:{theirs_id}"
            await self._run(update(OutboxRow).where(about).values(subject=f"digest:{mine_id}"))
            await self._run(delete(Digest).where(col(Digest.id) == theirs_id))
        await self.hand_over(Digest)

    async def dialogs(self) -> dict[int, Standing]:
        """Of the two one will go on, with the one who stays."""
        connection = await self.session.connection()
        goes = await conversations.take_away(connection, self.goes)
        stays = (await conversations.load(connection, [self.stays])).get(self.stays, NOT_BEGUN)
        return {self.stays: stays, self.goes: goes}

    async def _run(self, statement: Any) -> None:
        await self.session.exec(statement)


def _is(draft: Draft) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Draft.obligation_id) == literal(draft.obligation_id),
        col(Draft.person_id) == literal(draft.person_id),
    )


def _differences(
    obligation_id: int, older: Mapping[str, Any], newer: Mapping[str, Any]
) -> list[Replaced]:
    return [
        Replaced(obligation_id, code, stays=newer[code], goes=said)
        for code, said in older.items()
        if code in newer and newer[code] != said
    ]
