"""Practice messages: real-looking, harmless to tap, and our words about them as careful as in a
lesson."""

from content.lesson_entries import PracticeEntry, PracticeFile
from content.lesson_files import Passage
from content.lesson_rules.figures import check_numbers
from content.lesson_rules.hosts import check_hosts
from content.lesson_rules.knowledge import Knowledge
from content.lesson_rules.wording import check_jargon, check_names, check_promises, check_secrets
from content.source import Source

LONGEST_MESSAGE, LONGEST_REASON = 400, 300


def check(source: Source, file: PracticeFile, knowledge: Knowledge) -> None:
    for place, entry in enumerate(file.messages):
        _check_entry(source, place, entry, knowledge)
        text = Passage(source.line(("messages", place, "text")), entry.text)
        because = Passage(source.line(("messages", place, "because")), entry.because)
        check_jargon(source, [because], knowledge)
        check_promises(source, [because])
        check_secrets(source, [because])
        check_names(source, [text, because])
        check_hosts(source, [text, because], knowledge.hosts)
        check_numbers(source, iter((text, because)), set())


def _check_entry(source: Source, place: int, entry: PracticeEntry, knowledge: Knowledge) -> None:
    if entry.lesson not in knowledge.lessons:
        source.refuse(
            ("messages", place, "lesson"), "unknown-lesson", f"Không có bài {entry.lesson}. Hãy "
            "sửa mã bài.",
        )  # fmt: skip
    for name, most in (("text", LONGEST_MESSAGE), ("because", LONGEST_REASON)):
        length = len(getattr(entry, name))
        if length > most:
            source.refuse(
                ("messages", place, name), "practice-length", f"Mục {name} dài {length} ký tự, "
                f"nhiều nhất là {most}. Hãy viết gọn lại.",
            )  # fmt: skip
