"""A review card: the question on its front, the answer on its back, and what comes of a rating."""

from collections.abc import Mapping
from datetime import date

from content.lesson_text import as_html, as_label
from content.library import Lesson, QuizItem
from content.text import quote
from content.words import day
from content.words import gettext as _
from handlers.citizen.buttons import OpenLesson, RateCard, ShowCard
from handlers.citizen.home import to_learning
from handlers.screens import Option, Screen, column
from storage.learning.cards import DueCard


def item_of(lesson: Lesson, reviews: int) -> QuizItem:
    """Another one each time: who has learned a sentence by heart has not learned the lesson."""
    return lesson.items[reviews % len(lesson.items)]


def question_lines(lesson: Lesson, item: QuizItem, names: Mapping[str, str]) -> list[str]:
    """The front. What there is to choose from is not shown: it is to be remembered. `names` are
    what stands for the braces in a lesson."""
    return [
        _("<b>Do you remember?</b> Lesson: %(title)s") % {"title": quote(lesson.title)},
        as_html(item.question, names),
        _("Think of the answer first, then look at it."),
    ]


def to_answer(learner_id: int, lesson: Lesson, item: QuizItem) -> Option:
    show = ShowCard(learner=learner_id, lesson=lesson.id, key=item.key)
    return Option(_("Show the answer"), show)


def front_screen(
    learner_id: int, lesson: Lesson, item: QuizItem, names: Mapping[str, str]
) -> Screen:
    lines = question_lines(lesson, item, names)
    return Screen("\n\n".join(lines), column(to_answer(learner_id, lesson, item)))


def back_screen(card: DueCard, lesson: Lesson, item: QuizItem, names: Mapping[str, str]) -> Screen:
    right = item.alternatives[item.right]
    text = "\n\n".join(
        [
            as_html(item.question, names),
            _("Answer: <b>%(answer)s</b>") % {"answer": quote(as_label(right.label, names))},
            as_html(right.explanation, names),
            _("Did you remember it?"),
        ]
    )

    def rate(label: str, *, remembered: bool) -> Option:
        rating = RateCard(
            learner=card.learner_id,
            lesson=card.lesson_id,
            reviews=card.reviews,
            remembered=remembered,
        )
        return Option(label, rating)

    remembered = rate(_("Remembered"), remembered=True)
    forgotten = rate(_("Not remembered"), remembered=False)
    return Screen(text, ((remembered, forgotten), (_read_again(lesson),)))


def rated_screen(lesson: Lesson, due_on: date, *, remembered: bool) -> Screen:
    when = {"day": day(due_on)}
    if remembered:
        text = _("Well remembered! I ask about this lesson again on %(day)s or later.") % when
        return Screen(text, column(to_learning()))
    text = _(
        "That is all right: what was forgotten once stays the better for it. I ask again on "
        "%(day)s or later. Reading the lesson again takes two minutes."
    )
    return Screen(text % when, column(_read_again(lesson), to_learning()))


def nothing_due_screen(due_on: date | None) -> Screen:
    """Nothing is asked now."""
    if due_on is None:
        text = _(
            "There is nothing to go over yet. Finish a lesson first: two days later I ask about "
            "it."
        )
    else:
        text = _(
            "Nothing to go over now: one question a day is enough. The next comes on %(day)s or "
            "later."
        ) % {"day": day(due_on)}
    return Screen(text, column(to_learning()))


def gone_screen() -> Screen:
    return Screen(_("This question is no longer asked."), column(to_learning()))


def _read_again(lesson: Lesson) -> Option:
    return Option(_("Read the lesson again"), OpenLesson(lesson=lesson.id))
