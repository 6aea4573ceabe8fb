"""Figures: each from a fact that the lesson names, and what nobody compared is said to be so.

Small numbers and times are let be. Numbers written in words are not seen.
"""

import re
from collections.abc import Iterator

from content.digit_groups import without_spaces
from content.lesson_files import LessonDraft, Passage
from content.lesson_rules.knowledge import Knowledge, asked_in, everything_in, told_in
from content.lesson_rules.sentences import sentences, without_quotes
from content.library import FactStatus
from content.source import Source

_FIGURE = re.compile(r"(?<![\w.,/])\d+(?:[.,/]\d+)*")
_OF_TIME = re.compile(
    r"\s?(?:giây|phút|giờ|tiếng|h\b|seconds?|minutes?|hours?|o'clock|am\b|pm\b)", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\s?(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng|đ\b|k\b|người|vụ|%|kg|km)", re.IGNORECASE
)
_MOST_HARMLESS = 12
_HARMLESS = frozenset({"24/7"})
_FORBIDDEN = frozenset({"113", "156", "5656"})
_PHONE = re.compile(r"(?<![\d.,])(?:(?:0|\+?84)(?:[ .-]?\d){9}|1[89]00(?:[ .-]?\d){4,6})(?!\d)")
_SAID_UNCHECKED = (
    "(chưa đối chiếu văn bản gốc)",
    "(chưa kiểm tra lại)",
    "(not checked against the official text)",
)


def check_lesson(lesson: LessonDraft, knowledge: Knowledge) -> None:
    cited = [knowledge.facts[f] for f in lesson.front.facts if f in knowledge.facts]
    sure = {f for fact in cited if fact.status is not FactStatus.SECONDARY
            for f in figures_of_fact(fact.claim)}  # fmt: skip
    known = {f for fact in cited for f in figures_of_fact(fact.claim)}
    asked = dict(_asked(lesson))
    for passage in told_in(lesson):
        for sentence in sentences(without_quotes(passage.text)):
            for figure in _facts_in(sentence, lesson.language):
                if figure in sure or figure in asked.get(passage.line, ()):
                    continue
                _judge(lesson.source, passage.line, sentence, figure, known)
    check_numbers(lesson.source, everything_in(lesson), known)


def check_numbers(source: Source, passages: Iterator[Passage], known: set[str]) -> None:
    """Telephone numbers: real ones that nobody called for a check do not stand here."""
    for passage in passages:
        for figure, after in _figures(passage.text, "vi"):
            if set(figure.split("/")) & _FORBIDDEN and not _COUNTED.match(after):
                source.refuse_line(
                    passage.line, "forbidden-number", f"Không in số {figure}. Hãy viết “Công an "
                    "phường” hoặc “số in sau thẻ ngân hàng”.",
                )  # fmt: skip
        for phone in _PHONE.finditer(passage.text):
            if _digits(phone[0]) not in known:
                source.refuse_line(
                    passage.line, "phone-number", f"“{phone[0]}” có thể là số của người thật. Hãy "
                    "viết dạng 09xx xxx 123, hoặc bỏ đi.",
                )  # fmt: skip


def figures_of_fact(claim: str) -> set[str]:
    """As they may be written again: also a part of a date, and a number without its dots."""
    found: set[str] = set()
    for figure, _ in _figures(claim, "vi"):
        parts = figure.split("/")
        spans = [(i, j) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)]
        found |= {"/".join(parts[i:j]) for i, j in spans}
        found.add(_digits(figure))
    return found


def _judge(source: Source, line: int, sentence: str, figure: str, known: set[str]) -> None:
    if figure not in known and _digits(figure) not in known:
        source.refuse_line(
            line, "figure-without-fact", f"Con số {figure} không có trong dữ kiện nào bài đã ghi "
            "ở mục facts. Hãy sửa số, thêm mã dữ kiện, hoặc bỏ số này.",
        )  # fmt: skip
    elif not any(words in sentence for words in _SAID_UNCHECKED):
        source.refuse_line(
            line, "unchecked-figure", f"Con số {figure} chưa ai đối chiếu. Hãy thêm “"
            f"{_SAID_UNCHECKED[0]}” trong cùng câu (số điện thoại: “{_SAID_UNCHECKED[1]}”; bài "
            f"tiếng Anh: “{_SAID_UNCHECKED[2]}”).",
        )  # fmt: skip


def _asked(lesson: LessonDraft) -> Iterator[tuple[int, set[str]]]:
    """Figures of a made-up question may stand in what is said to its answers."""
    of_question: set[str] = set()
    questions = {item.line for item in lesson.items}
    for passage in asked_in(lesson):
        here = {figure for figure, _ in _figures(passage.text, lesson.language)}
        of_question = here if passage.line in questions else of_question | here
        yield passage.line, of_question


def _facts_in(sentence: str, language: str) -> Iterator[str]:
    for figure, after in _figures(sentence, language):
        is_small = figure.isdecimal() and int(figure) <= _MOST_HARMLESS
        if not (is_small or figure in _HARMLESS or _OF_TIME.match(after)):
            yield figure


def _figures(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Each in one spelling, and the words after it."""
    text = without_spaces(text)
    for found in _FIGURE.finditer(text):
        yield _in_one_spelling(found[0], language), text[found.end() :]


def _in_one_spelling(figure: str, language: str) -> str:
    """ "1.380" → "1380", "07/2026" → "7/2026"; in English commas and dots change places."""
    if language == "en":
        figure = figure.translate(str.maketrans(".,", ",."))
    if "/" in figure:
        return "/".join(_in_one_spelling(p.lstrip("0") or "0", "vi") for p in figure.split("/"))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", figure):
        figure = figure.replace(".", "")
    return figure


def _digits(figure: str) -> str:
    return "".join(c for c in figure if c.isdecimal())
