"""The plan and the lessons together: all that is wrong with both comes at once, to whoever starts
the assistant or runs `check`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import structlog

from bot.shelf import Shelf
from content.catalogue import Plan, load
from content.lesson_loading import load_library, overdue
from content.library import Library
from content.source import ContentError, ContentErrors

logger = structlog.get_logger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Content:
    """What a process knows."""

    plan: Plan
    shelf: Shelf


def load_content(directory: Path, shelf: Shelf | None = None) -> Content:
    """Raises ContentErrors. A shelf that is there already is not filled again."""
    errors: list[ContentError] = []
    plan = _noting(errors, lambda: load(directory / "plan"))
    shelf = shelf or _noting(errors, lambda: Shelf(directory / "lessons"))
    if plan is None or shelf is None:
        raise ContentErrors(errors)
    return Content(plan, shelf)


def check_content(directory: Path, today: date) -> tuple[Plan, Library]:
    """The same for `check`, where a review that is overdue is an error, too."""
    errors: list[ContentError] = []
    plan = _noting(errors, lambda: load(directory / "plan"))
    library = _noting(errors, lambda: load_library(directory / "lessons", today=today))
    if plan is None or library is None:
        raise ContentErrors(errors)
    return plan, library


def _noting(errors: list[ContentError], load_it: Callable[[], T]) -> T | None:
    try:
        return load_it()
    except ContentErrors as problems:
        errors += problems.errors
        return None


def warn_of_overdue(library: Library, today: date) -> None:
    if late := overdue(library, today):
        ids = sorted({lesson.id for lesson in late})
        logger.warning("Lessons to look through", action="lessons_overdue", lessons=ids)


def counted(plan: Plan, library: Library) -> Iterator[str]:
    yield f"0 problems: {len(plan.indicators)} indicators, {len(plan.units)} units"
    yield (
        f"{len(library.courses)} courses, {len(library.lessons)} lessons, "
        f"{len(library.translations)} translations, {len(library.practice)} practice messages"
    )
    unseen = sum(lesson.verified_on is None for lesson in library.lessons.values())
    yield (
        f"{unseen} of {len(library.lessons)} lessons rest on facts that nobody of the ward has "
        "compared with the official text yet (verified_on)"
    )
