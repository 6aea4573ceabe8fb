"""The quiz: few alternatives, one of them right, and a kind word to each."""

from content.folding import fold
from content.lesson_files import AlternativeDraft, ItemDraft, LessonDraft
from content.source import Source

_FEWEST_ITEMS, _MOST_ITEMS = 3, 6
_FEWEST_ALTERNATIVES, _MOST_ALTERNATIVES = 2, 4
LONGEST_QUESTION, LONGEST_LABEL, LONGEST_EXPLANATION = 240, 36, 220


def check(lesson: LessonDraft) -> None:
    source, items = lesson.source, lesson.items
    if not _FEWEST_ITEMS <= len(items) <= _MOST_ITEMS:
        source.refuse_line(
            items[0].line if items else source.line(("id",)), "number-of-items",
            f"Có {len(items)} câu hỏi, cần từ {_FEWEST_ITEMS} đến {_MOST_ITEMS}. Mỗi câu bắt đầu "
            "bằng “### ”.",
        )  # fmt: skip
    seen: set[str] = set()
    for item in items:
        if item.question in seen:
            source.refuse_line(
                item.line, "duplicate-question", "Câu hỏi này có hai lần. Hãy bỏ hoặc đổi một câu."
            )
        seen.add(item.question)
        _check_item(source, item)
        for alternative in item.alternatives[:_MOST_ALTERNATIVES]:  # of more, that is told
            _check_label(source, item, alternative)
            _check_explanation(lesson, alternative)


def _check_item(source: Source, item: ItemDraft) -> None:
    count, right = len(item.alternatives), sum(a.is_right for a in item.alternatives)
    if not item.question or len(item.question) > LONGEST_QUESTION:
        source.refuse_line(
            item.line, "question-length", f"Câu hỏi dài {len(item.question)} ký tự, cần từ 1 đến "
            f"{LONGEST_QUESTION}. Hãy viết gọn lại.",
        )  # fmt: skip
    if not _FEWEST_ALTERNATIVES <= count <= _MOST_ALTERNATIVES:
        source.refuse_line(
            item.line, "number-of-answers", f"Câu hỏi có {count} câu trả lời, cần từ "
            f"{_FEWEST_ALTERNATIVES} đến {_MOST_ALTERNATIVES}.",
        )  # fmt: skip
    if right != 1:
        source.refuse_line(
            item.line, "one-right-answer", f"Có {right} câu trả lời đánh dấu [x], phải có đúng "
            "một. Hãy sửa dấu [x].",
        )  # fmt: skip


def _check_label(source: Source, item: ItemDraft, alternative: AlternativeDraft) -> None:
    label = alternative.label
    if not label or len(label) > LONGEST_LABEL:
        source.refuse_line(
            alternative.line, "label-length", f"Câu trả lời dài {len(label)} ký tự, cần từ 1 đến "
            f"{LONGEST_LABEL}: nút trên điện thoại hẹp. Hãy viết gọn lại.",
        )  # fmt: skip
    first = item.alternatives[:_MOST_ALTERNATIVES]
    same = [a for a in first if fold(a.label) == fold(label)]  # it may be typed so
    if same[0] is not alternative:
        source.refuse_line(
            alternative.line,
            "duplicate-label",
            f"Câu trả lời “{label}” giống câu ở trên, khi gõ không dấu. Hãy đổi một.",
        )


def _check_explanation(lesson: LessonDraft, alternative: AlternativeDraft) -> None:
    source, words = lesson.source, alternative.explanation
    if not words:
        source.refuse_line(
            alternative.line, "explanation-missing", "Thiếu lời giải thích. Hãy viết “ | ” rồi "
            "lời giải thích, trên cùng dòng này.",
        )  # fmt: skip
        return
    if len(words) > LONGEST_EXPLANATION:
        source.refuse_line(
            alternative.line, "explanation-length", f"Lời giải thích dài {len(words)} ký tự, "
            f"nhiều nhất là {LONGEST_EXPLANATION}. Hãy viết gọn lại.",
        )  # fmt: skip
    start = lesson.marks.right if alternative.is_right else lesson.marks.wrong
    if not words.startswith(start):
        source.refuse_line(
            alternative.line, "explanation-start", f"Lời giải thích này phải bắt đầu bằng "
            f"“{start}”. Nếu đánh dấu [x] nhầm chỗ, hãy sửa dấu.",
        )  # fmt: skip
