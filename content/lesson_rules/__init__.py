"""What a library must be like before anybody reads it. Each rule has a short name and tells the
writer, in Vietnamese, what is wrong and what to do; docs/guides/vi/them-bai-hoc.md lists them.

Patterns find what is easily overlooked. They do not understand a text: people still read it.
"""

from datetime import date

from content.lesson_drafts import Drafts
from content.lesson_rules import (
    characters,
    clips,
    courses,
    figures,
    files,
    front_matter,
    hosts,
    practice,
    quiz,
    reading,
    review,
    whole,
    wording,
)
from content.lesson_rules.knowledge import knowledge_of


def check(drafts: Drafts, today: date | None) -> None:
    """Each thing by itself, then whether they fit together; refusals are kept in the sources."""
    characters.check(drafts)
    files.check(drafts)
    knowledge = knowledge_of(drafts)
    if knowledge is None:  # the files that everything else rests on come first
        return
    for lesson in drafts.lessons:
        front_matter.check(lesson, knowledge)
        review.check(lesson, knowledge, today)
        reading.check(lesson)
        quiz.check(lesson)
        wording.check_lesson(lesson, knowledge)
        hosts.check_lesson(lesson, knowledge)
        figures.check_lesson(lesson, knowledge)
    for source, file in drafts.practice:
        practice.check(source, file, knowledge)
    courses.check(drafts, knowledge)
    clips.check(drafts, knowledge)
    whole.check(drafts)
