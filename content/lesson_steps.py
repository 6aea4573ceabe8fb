"""A lesson piece by piece, for whoever reads slowly or with large letters: a few short lines a
message, none of them broken within a sentence.
"""

import re
from collections.abc import Iterator, Sequence

from content.library import Lesson

MOST_WORDS = 40  # of a step; a longer sentence or list entry is one by itself
_WITH_LEAD = 45  # words: rather a few more than a step that says nothing yet
_WHOLE = 1000  # words: no paragraph has as many
_ENTRY = "- "
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])[\"”’»)*]*\s+")


def steps_of(lesson: Lesson) -> tuple[str, ...]:
    """In the lesson's own Markdown, a sentence or list entry a line. What is to be done today is
    not among them: it is the last step, which looks otherwise."""
    steps: list[str] = []
    for paragraph in _with_lead(lesson.paragraphs, at_most=_WHOLE):
        steps += _packed(list(_with_lead(list(_lines(paragraph)), at_most=_WITH_LEAD)))
    return tuple(steps)


def _with_lead(texts: Sequence[str], at_most: int) -> Iterator[str]:
    """ "Bà con mở lần lượt:" goes with what follows it, a list or its first entry, unless that
    would be too much."""
    lead = ""
    for text in texts:
        if lead and _words(lead, text) > at_most:
            yield lead
            lead = ""
        whole = f"{lead}\n{text}" if lead else text
        lead = whole if _leads_on(whole) else ""
        if not lead:
            yield whole
    if lead:
        yield lead


def _lines(paragraph: str) -> Iterator[str]:
    for line in paragraph.split("\n"):
        if line.startswith(_ENTRY):
            yield line
        else:
            yield from sentences_of(line)


def sentences_of(line: str) -> list[str]:
    """As they are written: neither what is bold nor what somebody says falls apart."""
    found, begin = [], 0
    for end in _SENTENCE_ENDS.finditer(line):
        before = line[: end.end()]
        if before.count("**") % 2 or before.count('"') % 2:
            continue
        found.append(line[begin : end.end()].strip())
        begin = end.end()
    return [*found, line[begin:].strip()] if line[begin:].strip() else found


def _packed(lines: Sequence[str]) -> list[str]:
    """As few steps as will do, and then as even as they can be: nobody goes on for three words
    that were left over."""
    fewest = len(_filled(lines, MOST_WORDS))
    even = (_filled(lines, most) for most in range(_words(*lines) // fewest, MOST_WORDS + 1))
    steps = next((steps for steps in even if len(steps) == fewest), _filled(lines, MOST_WORDS))
    return ["\n".join(step) for step in steps]


def _filled(lines: Sequence[str], most: int) -> list[list[str]]:
    """Line by line until a step is full."""
    steps: list[list[str]] = [[]]
    for line in lines:
        if steps[-1] and _words(*steps[-1], line) > most:
            steps.append([])
        steps[-1].append(line)
    return steps


def _leads_on(text: str) -> bool:
    return text.rstrip("*").endswith(":")


def _words(*lines: str) -> int:
    return sum(any(c.isalnum() for c in piece) for line in lines for piece in line.split())
