"""Elder mode on the screen: a lesson step by step, three things to choose from at most, and
somebody to call among them."""

from content.catalogue import Plan
from content.lesson_steps import steps_of
from content.lesson_text import as_html
from content.library import Lesson, Library
from content.words import gettext as _
from handlers.citizen.buttons import CallSomeone, OpenQuiz, OpenStep
from handlers.citizen.learned import Learned
from handlers.citizen.lesson_screens import hearing, lesson_name, names_in, untranslated
from handlers.screens import Option, Screen, column

_MOST = 3  # things to choose from


def few(learned: Learned, *options: Option) -> tuple[tuple[Option, ...], ...]:
    """In elder mode the first of them only, and whom to call."""
    if not learned.is_elder:
        return column(*options)
    return column(*options[: _MOST - 1], call_someone())


def call_someone() -> Option:
    return Option(_("Call somebody to help me"), CallSomeone())


def last_step(lesson: Lesson) -> int:
    """What is to be done today."""
    return len(steps_of(lesson))


def step_screen(
    library: Library, plan: Plan, lesson: Lesson, step: int, under: list[str] | None = None
) -> Screen:
    """A step, short enough for large letters. `under` is said below the last."""
    step = min(step, last_step(lesson))
    lines = step_text(library, plan, lesson, step)
    if step == last_step(lesson) and under:
        lines += ["", *under]
    onward = onward_from(lesson, step)
    options = (onward, *hearing(library, lesson, step), call_someone())
    return Screen("\n".join(lines), column(*options))


def onward_from(lesson: Lesson, step: int) -> Option:
    """The next step; after the last the quiz."""
    if step < last_step(lesson):
        return Option(_("Next step"), OpenStep(lesson=lesson.id, step=step + 1))
    return Option(_("Take the quiz"), OpenQuiz(lesson=lesson.id))


def step_text(library: Library, plan: Plan, lesson: Lesson, step: int) -> list[str]:
    """Title or place, then the lines of this step."""
    steps, names = steps_of(lesson), names_in(plan, library)
    head = [f"<b>{lesson_name(library, lesson.id)}</b>", *untranslated(lesson)]
    if step:
        place = {"id": lesson.id, "place": step + 1, "all": len(steps) + 1}
        head = [_("Lesson %(id)s, step %(place)d/%(all)d") % place]
    if step < len(steps):
        return [*head, "", as_html(steps[step], names)]
    return [*head, "", _("<b>Today:</b> %(do)s") % {"do": as_html(lesson.today, names)}]
