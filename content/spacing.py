"""When a lesson is asked again: FSRS-6, in whole days and on two answers.

FSRS counts days between moments in UTC; ours are days of the person's own calendar, so it is
handed midnights. It has no steps of minutes here: a card that was forgotten comes again another
day. Nothing is left to chance, so that the same answers always bring the same day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from fsrs import Card, Rating, Scheduler, State

DESIRED_RETENTION = 0.9
LONGEST_GAP = 120  # days; a warning that is never repeated fades within months
_SCHEDULER = Scheduler(
    desired_retention=DESIRED_RETENTION,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST_GAP,
    enable_fuzzing=False,
)
_NO_ID = 0  # FSRS would make one up and sleep over it


@dataclass(frozen=True, slots=True)
class Memory:
    """What is thought of how well a lesson is remembered. Stability is in days, difficulty from
    1 to 10, as FSRS has them."""

    stability: float
    difficulty: float
    reviewed_on: date
    due_on: date


def begun(today: date) -> Memory:
    """A lesson was just learned: every question of it answered right."""
    return _rated(Card(card_id=_NO_ID, due=_midnight(today)), Rating.Good, today)


def asked_again(memory: Memory, today: date, *, remembered: bool) -> Memory:
    """It was asked, and the person says whether they remembered."""
    return _rated(_card(memory), Rating.Good if remembered else Rating.Again, today)


def recall(memory: Memory, today: date) -> float:
    """How likely it is remembered today, from 0 to 1."""
    return float(_SCHEDULER.get_card_retrievability(_card(memory), _midnight(today)))


def most_urgent(due: Mapping[str, Memory], first: Sequence[str], today: date) -> str | None:
    """Of the lessons that are due, the one most likely forgotten. Those named in `first` come
    before others that are as likely forgotten, in their order."""
    if len(due) < 2:
        return next(iter(due), None)
    place = {lesson: number for number, lesson in enumerate(first)}

    def urgency(lesson: str) -> tuple[float, int, date, str]:
        likely = round(recall(due[lesson], today), 2)
        return likely, place.get(lesson, len(place)), due[lesson].due_on, lesson

    return min(due, key=urgency, default=None)


def _rated(card: Card, rating: Rating, today: date) -> Memory:
    rated, _log = _SCHEDULER.review_card(card, rating, _midnight(today))
    if rated.stability is None or rated.difficulty is None:
        raise ValueError("a rated card has a memory")
    return Memory(rated.stability, rated.difficulty, today, rated.due.date())


def _card(memory: Memory) -> Card:
    return Card(
        card_id=_NO_ID,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_midnight(memory.due_on),
        last_review=_midnight(memory.reviewed_on),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
