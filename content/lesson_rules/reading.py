"""Whether somebody of seventy reads it on a small phone, in ninety seconds.

**Reading ease**, our own measure, not a published one: 100, less 3 for each piece of the mean
sentence, less 2 for each different piece that is no Vietnamese syllable (an abbreviation, a name,
a date, an address: 20 at most are counted). In English it is Flesch's formula of 1948,
206.835 - 1.015 x words per sentence - 84.6 x syllables per word, syllables taken as groups of
vowels. Either is only there to notice a text that is much harder than its neighbours.
"""

import re

from content.lesson_files import LessonDraft, Passage
from content.lesson_rules.knowledge import headings_of, lines_of, quiz_of
from content.lesson_rules.sentences import is_plain, pieces, sentences

MOST_WORDS, MOST_CHARACTERS = 120, 1000
MOST_IN_A_SENTENCE, MOST_ON_AVERAGE = 22, 14
EASIEST_ALLOWED = {"vi": 40.0, "en": 60.0}
_MOST_HARD = 20
_FEWEST_PARAGRAPHS, _MOST_PARAGRAPHS = 2, 8
_VOWELS = re.compile(r"[aeiouy]+")
_MARKUP = re.compile(
    r"^#|^>|^\d+[.)] |^[*+] |`|!?\[[^\]\n]{0,999}\]\(|</?[a-zA-Z]|(?<!\w)__?[^_\s]"
    r"|(?<!\*)\*(?!\*)|\|"
)

_MARKUP_ANYWHERE = re.compile(r"\*|`|\]\(|</?[a-zA-Z]")


def check(lesson: LessonDraft) -> None:
    _check_length(lesson)
    _check_sentences(lesson)
    _check_shape(lesson)


def _check_length(lesson: LessonDraft) -> None:
    lines = list(lines_of(lesson))
    first = lines[0].line if lines else 1
    words = sum(len(pieces(line.text)) for line in lines)
    if words > MOST_WORDS:
        lesson.source.refuse_line(
            first, "too-many-words", f"Bài dài {words} tiếng, nhiều nhất là {MOST_WORDS}. Hãy bỏ "
            "bớt một ý, hoặc tách thành hai bài.",
        )  # fmt: skip
    characters = len("\n\n".join("\n".join(p.text for p in lines) for lines in lesson.body))
    if characters > MOST_CHARACTERS:
        lesson.source.refuse_line(
            first, "too-many-characters", f"Bài dài {characters} ký tự, nhiều nhất là "
            f"{MOST_CHARACTERS}. Hãy viết gọn lại.",
        )  # fmt: skip


def _check_sentences(lesson: LessonDraft) -> None:
    found = [(line.line, pieces(s)) for line in lines_of(lesson) for s in sentences(line.text)]
    for number, sentence in found:
        if len(sentence) > MOST_IN_A_SENTENCE:
            lesson.source.refuse_line(
                number, "long-sentence", f"Câu “{' '.join(sentence[:5])}…” dài {len(sentence)} "
                f"tiếng, nhiều nhất là {MOST_IN_A_SENTENCE}. Hãy ngắt làm hai câu.",
            )  # fmt: skip
    if not found:
        return
    mean = sum(len(sentence) for _, sentence in found) / len(found)
    if mean > MOST_ON_AVERAGE:
        lesson.source.refuse_line(
            found[0][0], "long-on-average", f"Trung bình mỗi câu {mean:.1f} tiếng, nhiều nhất là "
            f"{MOST_ON_AVERAGE}. Hãy ngắt bớt vài câu dài.",
        )  # fmt: skip
    every = [piece for _, sentence in found for piece in sentence]
    ease, least = reading_ease(every, mean, lesson.language), EASIEST_ALLOWED[lesson.language]
    if ease < least:
        lesson.source.refuse_line(
            found[0][0], "hard-to-read", f"Bài khó đọc: độ dễ đọc {ease:.0f}, ít nhất phải "
            f"{least:.0f}. Hãy ngắt câu ngắn hơn, bớt chữ viết tắt, tên riêng và con số.",
        )  # fmt: skip


def reading_ease(words: list[str], mean: float, language: str) -> float:
    if language == "en":
        syllables = sum(max(1, len(_VOWELS.findall(word.lower()))) for word in words)
        return 206.835 - 1.015 * mean - 84.6 * syllables / len(words)
    hard = {word.strip('.,:;!?…"“”()*') for word in words if not is_plain(word)}
    return 100 - 3 * mean - 2 * min(len(hard), _MOST_HARD)


def _check_shape(lesson: LessonDraft) -> None:
    source, body, marks = lesson.source, lesson.body, lesson.marks
    if not body or not body[-1][0].text.startswith(marks.today):
        source.refuse_line(
            body[-1][0].line if body else 1, "today-missing", "Đoạn cuối phải bắt đầu bằng "
            f"“{marks.today}” và là một việc nhỏ làm ngay hôm nay.",
        )  # fmt: skip
    if body and not _FEWEST_PARAGRAPHS <= len(body) <= _MOST_PARAGRAPHS:
        source.refuse_line(
            body[0][0].line, "paragraphs", f"Bài có {len(body)} đoạn. Hãy chia thành 3 đến 6 đoạn "
            "ngắn, cách nhau một dòng trống.",
        )  # fmt: skip
    for line in lines_of(lesson):
        _check_markup(lesson, line)
    for passage in (*headings_of(lesson), *quiz_of(lesson)):
        _check_plain(lesson, passage)


def _check_plain(lesson: LessonDraft, passage: Passage) -> None:
    """Titles and the quiz are shown as they stand, on buttons too."""
    if _MARKUP_ANYWHERE.search(passage.text):
        lesson.source.refuse_line(
            passage.line, "markup", "Chỗ này không dùng dấu trình bày nào, chữ đậm cũng không. "
            "Hãy bỏ đi.",
        )  # fmt: skip


def _check_markup(lesson: LessonDraft, line: Passage) -> None:
    bare = line.text.replace("[.]", ".")
    if _MARKUP.search(bare) or bare.count("**") % 2:
        lesson.source.refuse_line(
            line.line, "markup", "Chỉ dùng **chữ đậm** (hai sao trước, hai sao sau) và danh sách "
            "“- ”. Hãy bỏ các dấu trình bày khác.",
        )  # fmt: skip
