"""The plan and the lessons looked through together: all that is wrong, or what there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from content.catalogue import Plan, load
from content.lesson_loading import load_library
from content.library import Library
from content.source import ContentError, ContentErrors


@dataclass(frozen=True, slots=True)
class Checked:
    """What could be loaded, and why the rest could not."""

    plan: Plan | None
    library: Library | None
    problems: tuple[ContentError, ...]


def check_content(directory: Path, today: date) -> Checked:
    plan, library = None, None
    problems: list[ContentError] = []
    try:
        plan = load(directory / "plan")
    except ContentErrors as errors:
        problems += errors.errors
    try:
        library = load_library(directory / "lessons", today=today)
    except ContentErrors as errors:
        problems += errors.errors
    return Checked(plan, library, tuple(problems))


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
