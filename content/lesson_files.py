"""Lesson files: front matter, a body in Markdown, and a quiz. Read without judging; only what
cannot be made out at all is refused here, the rest by content/lesson_rules.
"""

import hashlib
import re
from dataclasses import dataclass

from content.lesson_entries import FrontMatter, entry_of
from content.library import Alternative, Lesson, QuizItem
from content.source import Source, read_values

_QUIZ = re.compile(r"###? ")
_CHOICE = re.compile(r"- \[(?P<mark>[ xX])\] ?(?P<label>[^|]*)(?:\|(?P<explanation>.*))?")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a language writes where the program looks."""

    check: str
    today: str
    right: str
    wrong: str


MARKS = {
    "vi": Marks("Kiểm tra", "Hôm nay:", "Đúng rồi.", "Chưa đúng."),
    "en": Marks("Check", "Today:", "That is right.", "Not quite."),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a file, and the line where they begin."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class AlternativeDraft:
    line: int
    label: str
    explanation: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class ItemDraft:
    line: int
    question: str
    alternatives: tuple[AlternativeDraft, ...]


@dataclass(frozen=True, slots=True)
class LessonDraft:
    """A lesson as it was written. The last paragraph of the body is what to do today."""

    source: Source
    language: str
    front: FrontMatter
    body: tuple[tuple[Passage, ...], ...]  # paragraphs; list entries are lines of their own
    items: tuple[ItemDraft, ...]

    @property
    def marks(self) -> Marks:
        return MARKS[self.language]


def read_lesson(source: Source, text: str, language: str) -> LessonDraft | None:
    """None where the front matter cannot be made out; why is in the source."""
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        source.refuse_line(
            1, "front-matter", "Đầu tệp phải có phần khai báo nằm giữa hai dòng “---”."
        )
        return None
    read_values(source, "\n".join(["", *lines[1:end]]))  # lines keep their numbers
    front = entry_of(source, FrontMatter)
    rest = [Passage(n, line.strip()) for n, line in enumerate(lines[end + 1 :], end + 2)]
    heading = f"## {MARKS[language].check}"
    cut = next((i for i, line in enumerate(rest) if _QUIZ.match(line.text)), len(rest))
    body, quiz = rest[:cut], rest[cut:]
    if not quiz or quiz[0].text != heading:
        source.refuse_line(
            quiz[0].line if quiz else len(lines), "quiz-missing",
            f"Thiếu dòng “{heading}” trước câu hỏi đầu tiên. Hãy thêm dòng này.",
        )  # fmt: skip
    items = _items(source, [line for line in quiz if not line.text.startswith("## ")])
    return LessonDraft(source, language, front, _paragraphs(body), items) if front else None


def _paragraphs(lines: list[Passage]) -> tuple[tuple[Passage, ...], ...]:
    """Set apart by empty lines. A line that is no list entry goes on with the one above."""
    found: list[list[Passage]] = []
    is_open = False
    for line in lines:
        if not line.text:
            is_open = False
        elif not is_open:
            found.append([line])
            is_open = True
        elif line.text.startswith("- "):
            found[-1].append(line)
        else:
            above = found[-1].pop()
            found[-1].append(Passage(above.line, f"{above.text} {line.text}"))
    return tuple(tuple(paragraph) for paragraph in found)


def _items(source: Source, lines: list[Passage]) -> tuple[ItemDraft, ...]:
    found: list[ItemDraft] = []
    for line in lines:
        if line.text.startswith("### "):
            found.append(ItemDraft(line.line, line.text[4:].strip(), ()))
        elif (choice := _CHOICE.fullmatch(line.text)) and found:
            last = found[-1]
            given = (*last.alternatives, _alternative(line.line, choice))
            found[-1] = ItemDraft(last.line, last.question, given)
        elif line.text:
            source.refuse_line(
                line.line,
                "quiz-line",
                "Không hiểu dòng này. Câu hỏi bắt đầu bằng “### ”, câu trả lời bằng “- [ ] ” "
                "hoặc “- [x] ”, rồi “ | ” và lời giải thích, tất cả trên một dòng.",
            )
    return tuple(found)


def _alternative(line: int, choice: re.Match[str]) -> AlternativeDraft:
    explanation = (choice["explanation"] or "").strip()
    return AlternativeDraft(line, choice["label"].strip(), explanation, choice["mark"] in "xX")


def lesson_of(draft: LessonDraft) -> Lesson:
    """The value that a checked draft stands for."""
    front = draft.front
    paragraphs = ["\n".join(line.text for line in paragraph) for paragraph in draft.body]
    return Lesson(
        id=front.id,
        language=draft.language,
        title=front.title,
        outcome=front.outcome,
        audience=front.audience,
        frameworks=front.frameworks.model_dump(),
        plan_lines=front.plan_lines,
        facts=front.facts,
        verified_on=front.verified_on,
        review_by=front.review_by,
        keywords=front.keywords,
        picture=front.picture,
        paragraphs=tuple(paragraphs[:-1]),
        today=paragraphs[-1].removeprefix(draft.marks.today).strip() if paragraphs else "",
        items=tuple(_item_of(item) for item in draft.items),
        path=draft.source.path,
    )


def _item_of(item: ItemDraft) -> QuizItem:
    labels = [alternative.label for alternative in item.alternatives]
    return QuizItem(
        item_key(item.question, *labels),
        item.question,
        tuple(Alternative(a.label, a.explanation, a.is_right) for a in item.alternatives),
    )


def item_key(question: str, *labels: str) -> str:
    """Another one as soon as a word changes that people choose by; better explanations keep it."""
    return hashlib.sha256("\n".join((question, *labels)).encode()).hexdigest()[:6]


def text_of(source: Source, content: bytes) -> str | None:
    """Notepad writes a mark before the text and two signs at each line's end; both are let be."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        source.refuse_line(
            line, "not-utf-8", "Tệp không phải dạng UTF-8. Khi lưu hãy chọn mã “UTF-8”."
        )
        return None
