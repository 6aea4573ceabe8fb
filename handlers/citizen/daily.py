"""The lesson that comes by itself: who gets one now, and what. One message a person and day, and
none on a day on which they were written to unasked already."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from sqlmodel.ext.asyncio.session import AsyncSession

from content import rhythms, spacing
from content.catalogue import Plan
from content.channels import capabilities
from content.library import Library
from content.message_quota import Limits, Spent, has_room_for_lessons
from content.quiet_hours import allows_lessons, day_ends
from content.sending_windows import ALWAYS, Cost
from content.words import LOCAL_ZONE
from handlers.citizen.daily_letters import Lesson, Letters
from storage import channels, outbox, people
from storage.learning import cards, mails, studies
from storage.learning.cards import DueCard
from storage.learning.mails import Pupil
from storage.learning.studies import Due
from storage.people import Person

FIRST_OF_ALL = 10  # lessons on safety stand first on the path
BATCH = 100  # people; a transaction of more would keep others waiting


@dataclass(frozen=True, slots=True)
class School:
    """What a message about learning is made of. `limits` are of channels that count messages."""

    plan: Plan
    library: Library
    limits: Mapping[str, Limits] = field(default_factory=dict)


async def send_lessons(
    session: AsyncSession, school: School, now: datetime, *, limit: int = BATCH
) -> int:
    """Write to some of those whose lesson is due; how many were dealt with. In quiet hours it
    stays due: the tick after them finds it, if the day is still the same."""
    local = now.astimezone(LOCAL_ZONE)
    if not allows_lessons(local, school.plan.regime):
        return 0
    batch = await studies.due(session, now, limit)
    if not batch:
        return 0
    persons = await _reached(session, school, batch, now)
    had = await _had_theirs(session, persons, local)
    willing = [id_ for id_ in persons if id_ not in had]
    lessons = await _lessons(session, school.library, willing, now)
    begun = await mails.begin(session, [x.mailed for x in lessons], local.date(), now)
    lessons = [lesson for lesson in lessons if lesson.pupil.person_id in begun]
    await cards.note_asked(session, [x.card for x in lessons if x.card], local.date())
    night = day_ends(local, school.plan.regime.lesson_quiet_hours.value)
    letters = Letters(school.plan, school.library, night, local.date())
    written = [letters.letter(persons[x.pupil.person_id], x) for x in lessons]
    await outbox.add(session, written, now)
    await studies.move_on(session, _next_times(batch, had, local))
    return len(batch)


async def _reached(
    session: AsyncSession, school: School, batch: Sequence[Due], now: datetime
) -> dict[int, Person]:
    """Who may be written to: today is their day, they agreed, and it costs nobody anything."""
    local = now.astimezone(LOCAL_ZONE)
    todays = [due.person_id for due in batch if _is_now(due, local)]
    found = await people.by_ids(session, todays)
    met = {i: p for i, p in found.items() if p.has_consented and p.address.is_reachable}
    full = await _without_room(session, school.limits, local.date())
    met = {id_: p for id_, p in met.items() if p.address.channel not in full}
    return await _for_free(session, met, now)


async def _for_free(
    session: AsyncSession, persons: Mapping[int, Person], now: datetime
) -> dict[int, Person]:
    """Without those to whom a message would cost money now, or whose channel is closed to us."""
    windows = {id_: capabilities(p.address.channel).window for id_, p in persons.items()}
    asked = [persons[id_].address.id for id_, window in windows.items() if window is not ALWAYS]
    heard = await people.heard_at(await session.connection(), asked) if asked else {}

    def is_free(id_: int) -> bool:
        heard_at = heard.get(persons[id_].address.id)
        window = windows[id_]
        return window is ALWAYS or (
            heard_at is not None and window.cost(heard_at, now) is Cost.FREE
        )

    return {id_: person for id_, person in persons.items() if is_free(id_)}


async def _without_room(
    session: AsyncSession, limits: Mapping[str, Limits], today: date
) -> set[str]:
    """Channels whose messages are needed for answers and reminders."""
    if not limits:
        return set()
    found = await channels.standings(await session.connection(), list(limits))
    spent = {name: (standing.spent or Spent(today)) for name, standing in found.items()}
    return {
        name
        for name, limit in limits.items()
        if Cost.FREE in limit.counts
        and not has_room_for_lessons(spent.get(name, Spent(today)).as_of(today), limit)
    }


async def _had_theirs(
    session: AsyncSession, person_ids: Collection[int], local: datetime
) -> set[int]:
    if not person_ids:
        return set()
    midnight = datetime.combine(local.date(), time(), LOCAL_ZONE)
    return await mails.written_to(session, person_ids, local.date(), midnight)


async def _lessons(
    session: AsyncSession, library: Library, person_ids: Collection[int], now: datetime
) -> list[Lesson]:
    """One a person, of whoever of their learners had none for longest; nothing for those who
    have nothing to learn."""
    if not person_ids:
        return []
    found = await mails.pupils(session, person_ids)
    ids = [pupil.id for pupils in found.values() for pupil in pupils]
    finished = await mails.finished(session, ids)
    due = await cards.due(session, ids, now)
    today = now.astimezone(LOCAL_ZONE).date()
    lessons = (
        next(filter(None, (_lesson(library, x, finished, due, today) for x in pupils)), None)
        for pupils in found.values()
    )
    return [
        replace(lesson, place=_place(lesson.pupil, found[lesson.pupil.person_id]))
        for lesson in lessons
        if lesson
    ]


def _place(pupil: Pupil, pupils: Sequence[Pupil]) -> int | None:
    """Among those who learn on their phone, in the order in which they came."""
    ids = sorted(one.id for one in pupils)
    return ids.index(pupil.id) + 1 if len(ids) > 1 else None


def _lesson(
    library: Library,
    pupil: Pupil,
    finished: Mapping[int, set[str]],
    due: Mapping[int, Sequence[DueCard]],
    today: date,
) -> Lesson | None:
    card = card_of_today(library, due.get(pupil.id, ()), today)
    next_id = library.next_after(finished.get(pupil.id, set()))
    return Lesson(pupil, next_id, card) if card or next_id else None


def card_of_today(library: Library, due: Sequence[DueCard], today: date) -> DueCard | None:
    """Which of the cards that are due is asked. A lesson that is gone is not."""
    known = {card.lesson_id: card for card in due if card.lesson_id in library.lessons}
    memories = {lesson: card.memory for lesson, card in known.items()}
    chosen = spacing.most_urgent(memories, library.path[:FIRST_OF_ALL], today)
    return known[chosen] if chosen else None


def _next_times(
    batch: Sequence[Due], had: Collection[int], local: datetime
) -> dict[int, datetime | None]:
    """Whoever was written to already hears of it tomorrow. Who was missed, hears at their next
    hour, whatever the day: nobody is written to twice for that."""
    times: dict[int, datetime | None] = {}
    for due in batch:
        if due.person_id in had:
            times[due.person_id] = rhythms.put_off(due.hour, local, LOCAL_ZONE)
        elif not _is_now(due, local):
            times[due.person_id] = rhythms.next_at_hour(due.hour, local, LOCAL_ZONE)
        else:
            times[due.person_id] = rhythms.next_moment(
                due.rhythm, due.hour, due.weekday, local, LOCAL_ZONE
            )
    return times


def _is_now(due: Due, local: datetime) -> bool:
    """Their hour has come today; what was missed on earlier days waits for it as well."""
    return due.since.astimezone(LOCAL_ZONE).date() == local.date() or due.hour <= local.hour
