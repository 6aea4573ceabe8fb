"""One item of a quiz, and what is said to an answer: right or not first, then why."""

from content.lesson_steps import sentences_of
from content.lesson_text import as_html
from content.library import Lesson, QuizItem
from content.text import quote
from content.words import gettext as _
from handlers.citizen.buttons import AnswerItem, OpenItem, OpenResult
from handlers.citizen.elder_screens import call_someone
from handlers.citizen.lesson_screens import names_of
from handlers.screens import Option, Screen, column
from handlers.turn import Turn


def item_screen(turn: Turn, lesson: Lesson, item: QuizItem, notice: str | None = None) -> Screen:
    options = [
        Option(alternative.label, AnswerItem(lesson=lesson.id, key=item.key, pick=place))
        for place, alternative in enumerate(item.alternatives)
    ]
    parts = (notice, _place(lesson, item), f"<b>{as_html(item.question, names_of(turn))}</b>")
    return Screen("\n\n".join(part for part in parts if part), column(*options))


def feedback_screen(turn: Turn, lesson: Lesson, item: QuizItem, pick: int) -> Screen:
    """The question stands below, since this may have taken its place."""
    picked = item.alternatives[pick]
    mark = "✅" if picked.is_right else "❌"
    names = names_of(turn)
    text = _("%(place)s: %(question)s\nYour answer: %(label)s") % {
        "place": _place(lesson, item),
        "question": as_html(item.question, names),
        "label": quote(picked.label),
    }
    options = [] if picked.is_right else [_again(lesson, item)]
    explained = f"{mark} {as_html(picked.explanation, names)}"
    return Screen(f"{explained}\n\n{text}", column(*options, _onward(lesson, item)))


def why_screen(turn: Turn, lesson: Lesson, item: QuizItem, pick: int) -> Screen:
    """In elder mode the explanation has a message of its own; the question stands above."""
    picked = item.alternatives[pick]
    said = as_html(picked.explanation, names_of(turn))
    lines = [line for line in sentences_of(said) if line]
    lines[0] = f"{'✅' if picked.is_right else '❌'} {lines[0]}"
    again = [] if picked.is_right else [_again(lesson, item)]
    return Screen("\n".join(lines), column(*again, _onward(lesson, item), call_someone()))


def _place(lesson: Lesson, item: QuizItem) -> str:
    return _("Lesson %(id)s · question %(place)d/%(all)d") % {
        "id": lesson.id,
        "place": lesson.items.index(item) + 1,
        "all": len(lesson.items),
    }


def _again(lesson: Lesson, item: QuizItem) -> Option:
    return Option(_("Try again"), OpenItem(lesson=lesson.id, key=item.key))


def _onward(lesson: Lesson, item: QuizItem) -> Option:
    following = lesson.items[lesson.items.index(item) + 1 :]
    if following:
        return Option(_("Next question"), OpenItem(lesson=lesson.id, key=following[0].key))
    return Option(_("See the result"), OpenResult(lesson=lesson.id))
