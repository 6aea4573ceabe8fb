"""A learner of the demo who has begun: some lessons finished, one open, elder mode, and a lesson
that comes by itself."""

from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.app import App
from content import rhythms
from content.library import Lesson
from content.words import LOCAL_ZONE
from storage.learning import cards, learners, progress, studies
from storage.models import Learner, Rhythm

_FINISHED = 2  # lessons
_DAYS_AGO = 1  # so that today's is still to be read
_HOUR = 8


async def has_begun(app: App, person_id: int) -> None:
    """The first lessons of the path are done; the next is open. Lessons come once a week, the
    first of them tomorrow: daily ones would stand between the deadlines of the others."""
    now = app.clock.now()
    library = app.shelf.now.library
    async with app.database.write() as session:
        learner = await learners.ensure(session, person_id, now)
        await learners.set_elder(session, learner.id, on=True)
        for lesson_id in library.path[:_FINISHED]:
            await _finish(app, session, learner, library.lessons[lesson_id])
        for lesson_id in library.path[_FINISHED : _FINISHED + 1]:
            await progress.open_lesson(session, learner, lesson_id, now)
        local = now.astimezone(LOCAL_ZONE)
        weekday = (local + timedelta(days=1)).weekday()
        next_at = rhythms.next_moment(rhythms.WEEKLY, _HOUR, weekday, local, LOCAL_ZONE)
        await studies.choose(
            session, person_id, Rhythm.WEEKLY, hour=_HOUR, weekday=weekday, next_at=next_at
        )


async def _finish(app: App, session: AsyncSession, learner: Learner, lesson: Lesson) -> None:
    """Every question right at once, the day before."""
    at = app.clock.now() - timedelta(days=_DAYS_AGO)
    keys = [item.key for item in lesson.items]
    for key in keys:
        await progress.record_answer(
            session, learner, lesson.id, key, is_right=True, keys=keys, now=at
        )
    await cards.begin(session, learner.id, lesson.id, at)
