"""Words: known to everybody, promising nothing, asking for no secret, naming no authority that
is still to be settled.
"""

import re
from collections.abc import Iterable, Iterator

from content.lesson_files import LessonDraft, Passage
from content.lesson_rules.knowledge import (
    Knowledge,
    asked_in,
    explanations_of,
    headings_of,
    keywords_of,
    labels_of,
    lines_of,
    questions_of,
    told_in,
)
from content.lesson_rules.secrets import asks_for_secret
from content.lesson_rules.sentences import without_asides, without_quotes
from content.source import Source

_SAFE = re.compile(
    r"(?<!không )(?<!chưa )(?<!kém )(?<!thiếu )(?<!mất )\ban toàn\b"
    r"(?! (?:thông tin|giao thông|vệ sinh|thực phẩm|lao động|không gian mạng|an ninh))"
    r"|\b(?:is|are|was|looks?|seems?|perfectly|completely|quite) safe\b"
    r"|\bsafe (?:links?|messages?|callers?|numbers?|sites?|address(?:es)?|person|people)\b",
    re.IGNORECASE,
)
_PROVINCE = re.compile(r"(?:tỉnh|thành phố|tp\.?)\s+đồng nai|đồng nai (?:province|city)", re.I)
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_PLACEHOLDERS = frozenset({"{ward}", "{province}"})


def check_lesson(lesson: LessonDraft, knowledge: Knowledge) -> None:
    source = lesson.source
    ours = [*told_in(lesson), *asked_in(lesson)]
    if lesson.language == "vi":
        check_jargon(source, ours, knowledge)
        _check_explained(source, ours, knowledge)
    check_promises(source, ours)
    check_secrets(source, [*told_in(lesson), *_right_labels(lesson)])
    quiz = (*questions_of(lesson), *labels_of(lesson), *explanations_of(lesson))
    _check_filled_names(source, [*lines_of(lesson), *quiz])
    check_names(source, [*headings_of(lesson), *keywords_of(lesson)])


def check_jargon(source: Source, passages: Iterable[Passage], knowledge: Knowledge) -> None:
    for passage in passages:
        words = knowledge.names.sub(" ", without_asides(passage.text))
        for word in sorted({found.lower() for found in knowledge.never.findall(words)}):
            say = knowledge.instead.get(word, "chữ khác")  # "clİck" is one that no list has
            source.refuse_line(
                passage.line, "jargon", f"Chữ “{word}” nhiều bà con không biết. Hãy viết “{say}”."
            )


def _check_explained(source: Source, ours: list[Passage], knowledge: Knowledge) -> None:
    everything = " ".join(passage.text for passage in ours).casefold()
    for pattern, word, by in knowledge.explained:
        first = next((p for p in ours if pattern.search(without_asides(p.text))), None)
        if first and not any(words.casefold() in everything for words in by):
            source.refuse_line(
                first.line, "unexplained-word", f"Chữ “{word}” chưa được giải nghĩa trong bài. "
                f"Hãy thêm “{by[0]}” ở chỗ dùng đầu tiên, hoặc bỏ chữ này.",
            )  # fmt: skip


def check_promises(source: Source, passages: Iterable[Passage]) -> None:
    for passage in passages:
        if _SAFE.search(without_quotes(passage.text)):
            source.refuse_line(
                passage.line, "safe-claim", "Không nói tin nhắn, đường dẫn hay người gọi là “an "
                "toàn”. Hãy viết “ít rủi ro hơn”, hoặc nói cách kiểm tra.",
            )  # fmt: skip


def check_secrets(source: Source, passages: Iterable[Passage]) -> None:
    for passage in passages:
        if asks_for_secret(without_quotes(passage.text)):
            source.refuse_line(
                passage.line, "asks-for-secret", "Câu này như bảo bà con đọc hay gửi mã, mật "
                "khẩu, số thẻ, giấy tờ. Hãy bỏ, hoặc viết rõ là không được làm.",
            )  # fmt: skip


def check_names(source: Source, passages: Iterable[Passage]) -> None:
    """Of what is shown as it stands (titles, keywords, courses, practice): nothing is filled in
    there."""
    _refuse_names(
        source, passages, frozenset(),
        "“tỉnh mình”; chỗ này không tự điền tên.",
        "Chỗ này không tự điền {ward}, {province}: bà con sẽ thấy nguyên dấu ngoặc. Hãy viết "
        "“phường mình”, “tỉnh mình”.",
    )  # fmt: skip


def _check_filled_names(source: Source, passages: Iterable[Passage]) -> None:
    """Of what names are filled into: the lesson itself and its quiz."""
    _refuse_names(
        source, passages, _PLACEHOLDERS,
        "{province}, chương trình tự điền tên.",
        "Trong ngoặc nhọn chỉ được là {ward} hoặc {province}. Hãy sửa lại.",
    )  # fmt: skip


def _refuse_names(
    source: Source, passages: Iterable[Passage], allowed: frozenset[str], province: str, why: str
) -> None:
    named = f"Tên tỉnh, thành phố còn có thể đổi. Hãy viết {province}"
    for passage in passages:
        if _PROVINCE.search(passage.text):
            source.refuse_line(passage.line, "province-name", named)
        if any(braces not in allowed for braces in _BRACES.findall(passage.text)):
            source.refuse_line(passage.line, "placeholder", why)


def _right_labels(lesson: LessonDraft) -> Iterator[Passage]:
    for item in lesson.items:
        for alternative in item.alternatives:
            if alternative.is_right:
                yield Passage(alternative.line, alternative.label)
