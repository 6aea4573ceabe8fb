"""Addresses: on a phone every address can be tapped, so only known ones stand there whole."""

from collections.abc import Collection, Iterable

from content.addresses import hidden, tappable
from content.lesson_files import LessonDraft, Passage
from content.lesson_rules.knowledge import Knowledge, everything_in
from content.source import Source


def check_lesson(lesson: LessonDraft, knowledge: Knowledge) -> None:
    check_hosts(lesson.source, everything_in(lesson), knowledge.hosts)


def check_hosts(source: Source, passages: Iterable[Passage], hosts: Collection[str]) -> None:
    for passage in passages:
        for address in tappable(passage.text, hosts):
            source.refuse_line(
                passage.line, "strange-host", f"Địa chỉ {address.host} bấm được trên điện thoại "
                "và không có trong danh sách cho phép (settings.yaml, mục hosts). Hãy viết “"
                f"{hidden(address.host, hosts)}”, để không ai bấm nhầm.",
            )  # fmt: skip
