"""People who learn and forget, for trying schedules of review on them.

Their memory is not FSRS's: it fades exponentially, as half-life regression has it, while FSRS
assumes a power law. The numbers come from the evidence in facts on micro-learning, none from
how a schedule did:

- A lesson just learned is half forgotten after two weeks (the median): a warning of one kind of
  fraud fades within weeks.
- Remembering lengthens the half-life by 1 + 5·√(1 − recall): the closer to being forgotten, the
  more. The root and the 5 are what Cepeda et al. (2008) leave: with them the best gap before a
  test in a week is 28 % of it, and 5 % before one in a year (they found 20–40 % and 5–10 %). Of
  the gains that do so, 2 to 5, the largest comes nearest to a course of five days that left 88 %
  of its effect after two months; this learner is left with 70 %.
- What was forgotten is halved, to three days at the least: seeing the answer again is less than
  learning it anew. A judgement, as is how much lessons (log-normal, 0.4) and people (0.3) differ.

`whenever` is another memory, tried first: each remembered answer helps as much, however soon it
is asked. It makes ten askings in an hour as good as ten in two months, which no study has found
(spaced against massed: g = 0.74), so it is kept for comparison only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp, sqrt
from random import Random  # noqa: TID251 - seeded: the same people each time
from statistics import mean

from content import spacing
from content.spacing import Memory

FIRST_DAY = date(2026, 12, 7)  # a Monday
MEASURED_AFTER = 60  # days
_HALF_LIFE = 14.0
_GAINS = 5.0
_GROWS = 2.2
_SHRINKS = 0.5
_SHORTEST = 3.0
_LESSONS_DIFFER = 0.4
_PEOPLE_DIFFER = 0.3
_FIXED = (1, 3, 7, 14)  # days after the lesson


def spaced(recall: float) -> float:
    """What nearly slipped away gains most by being remembered."""
    return 1 + _GAINS * sqrt(1 - recall)


def whenever(_recall: float) -> float:
    """The same however soon it is asked again: then cramming would be best."""
    return _GROWS


@dataclass
class Learner:
    """One simulated person. The same seed is the same person with the same luck."""

    seed: int
    memory: Callable[[float], float]  # by what an answer that was remembered lengthens it
    half_lives: dict[str, float] = field(default_factory=dict)
    seen: dict[str, date] = field(default_factory=dict)
    asked: int = 0

    def __post_init__(self) -> None:
        self._luck = Random(self.seed)
        self._gift = exp(self._luck.gauss(0, _PEOPLE_DIFFER))

    def learn(self, lesson: str, today: date) -> None:
        ease = exp(Random(f"{self.seed} {lesson}").gauss(0, _LESSONS_DIFFER))
        self.half_lives[lesson] = _HALF_LIFE * self._gift * ease
        self.seen[lesson] = today

    def recalls(self, lesson: str, today: date) -> float:
        gap = (today - self.seen[lesson]).days
        return float(2.0 ** (-gap / self.half_lives[lesson]))

    def answer(self, lesson: str, today: date) -> bool:
        """Whether it was remembered; either way the answer is seen."""
        likely = self.recalls(lesson, today)
        remembered = self._luck.random() < likely
        changed = self.half_lives[lesson] * (self.memory(likely) if remembered else _SHRINKS)
        self.half_lives[lesson] = max(_SHORTEST, changed)
        self.seen[lesson] = today
        self.asked += 1
        return remembered


@dataclass(frozen=True, slots=True)
class Result:
    """Over many learners."""

    recall: float
    cards: float


Reviews = Callable[[Learner, date, Sequence[str]], None]  # what is asked on a day


def ours() -> Reviews:
    """FSRS as the assistant has it, one card a day."""
    memories: dict[str, Memory] = {}

    def review(learner: Learner, today: date, learned: Sequence[str]) -> None:
        for lesson in learned:
            memories[lesson] = spacing.begun(today)
        due = {lesson: m for lesson, m in memories.items() if m.due_on <= today}
        asked = spacing.most_urgent(due, (), today)
        if asked:
            remembered = learner.answer(asked, today)
            memories[asked] = spacing.asked_again(due[asked], today, remembered=remembered)

    return review


def fixed(most: int | None = None) -> Reviews:
    """On days 1, 3, 7 and 14 after a lesson; with `most` a day the others wait their turn."""
    waiting: list[tuple[date, str]] = []

    def review(learner: Learner, today: date, learned: Sequence[str]) -> None:
        waiting.extend((today + timedelta(days=n), x) for x in learned for n in _FIXED)
        due = sorted(entry for entry in waiting if entry[0] <= today)
        for entry in due[:most]:
            waiting.remove(entry)
            learner.answer(entry[1], today)

    return review


def results(
    schedules: Mapping[str, Callable[[], Reviews]],
    *,
    lessons: int,
    learners: int,
    memory: Callable[[float], float] = spaced,
) -> dict[str, Result]:
    """The same people under each schedule."""
    return {name: _result(make, lessons, learners, memory) for name, make in schedules.items()}


def _result(
    make: Callable[[], Reviews], lessons: int, learners: int, memory: Callable[[float], float]
) -> Result:
    lived = [_live(Learner(seed, memory), make(), lessons) for seed in range(learners)]
    end = FIRST_DAY + timedelta(days=MEASURED_AFTER)
    recall = mean(one.recalls(lesson, end) for one in lived for lesson in one.seen)
    return Result(recall, mean(one.asked for one in lived))


def _live(learner: Learner, review: Reviews, lessons: int) -> Learner:
    """A lesson each working day until all are learned; reviews on every day."""
    to_learn = [str(number) for number in range(lessons, 0, -1)]
    for number in range(MEASURED_AFTER):
        today = FIRST_DAY + timedelta(days=number)
        learned = [to_learn.pop()] if to_learn and today.weekday() < 5 else []
        for lesson in learned:
            learner.learn(lesson, today)
        review(learner, today, learned)
    return learner
