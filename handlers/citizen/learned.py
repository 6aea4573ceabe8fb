"""Who learns here and how far they are, gathered once for a screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from content.library import Library
from content.streaks import days_today
from content.text import quote
from content.words import gettext as _
from content.words import ngettext
from handlers.turn import Turn
from storage.learning import learners, progress
from storage.learning.progress import Progress
from storage.models import Learner


@dataclass(frozen=True, slots=True)
class Learned:
    """Of the active learner; of nobody where nothing may be, or was yet, remembered."""

    library: Library
    learner: Learner | None = None
    learners: tuple[Learner, ...] = ()
    progress: Mapping[str, Progress] = field(default_factory=dict)

    def is_finished(self, lesson_id: str) -> bool:
        one = self.progress.get(lesson_id)
        return one is not None and one.is_finished

    def is_opened(self, lesson_id: str) -> bool:
        return lesson_id in self.progress

    @property
    def is_elder(self) -> bool:
        """Whether they learn in small steps, with little to choose from at a time."""
        return self.learner is not None and self.learner.is_elder

    @property
    def finished(self) -> frozenset[str]:
        """Of the lessons there are."""
        return frozenset(id_ for id_ in self.library.path if self.is_finished(id_))

    def finished_of(self, course_id: str) -> int:
        return sum(self.is_finished(id_) for id_ in self.library.of_course(course_id))

    def is_whole(self, course_id: str) -> bool:
        """Whether a course is finished."""
        return self.finished_of(course_id) == len(self.library.of_course(course_id)) > 0

    @property
    def stopped_at(self) -> str | None:
        """The lesson opened last, while it is not finished."""
        last = self.learner.lesson_id if self.learner else None
        is_open = last is not None and last in self.library.lessons and self.is_opened(last)
        return last if is_open and last and not self.is_finished(last) else None


async def learned_of(turn: Turn) -> Learned:
    """Without consent nobody is known."""
    if not turn.person.has_consented:
        return Learned(turn.library)
    everybody, learner = await learners.with_current(turn.session, turn.person.id)
    if learner is None:
        return Learned(turn.library)
    far = await progress.of(turn.session, learner.id)
    return Learned(turn.library, learner, tuple(everybody), far)


def name_of(learned: Learned, learner: Learner) -> str:
    """As one of the family; whoever has no name is called by their place. Not safe in HTML."""
    place = next(i for i, one in enumerate(learned.learners, 1) if one.id == learner.id)
    return learner.name or _("Learner %(number)d") % {"number": place}


def who_learns(learned: Learned) -> list[str]:
    """A line of its own, where that may be one of several."""
    if learned.learner is None or len(learned.learners) < 2:
        return []
    return [_("Learning: <b>%(name)s</b>") % {"name": quote(name_of(learned, learned.learner))}]


def streak_line(turn: Turn, learner: Learner | None) -> list[str]:
    """The days in a row; nothing is said where there are none."""
    days = days_today(progress.streak_of(learner), turn.today) if learner else 0
    return [in_a_row(days)] if days else []


def in_a_row(days: int) -> str:
    return ngettext(
        "Learning for %(count)d day in a row.", "Learning for %(count)d days in a row.", days
    ) % {"count": days}
