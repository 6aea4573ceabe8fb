"""Files: each where it is looked for, under the name of what it holds."""

import re

from content.lesson_drafts import Drafts, is_practice, lesson_language
from content.lesson_files import LessonDraft
from content.lesson_folder import LARGEST_TEXT, Unread

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OF_THE_FOLDER = {
    "settings.yaml", "courses.yaml", "facts.yaml", "jargon.yaml", "search_words.yaml",
}  # fmt: skip
_MAY_LIE_THERE = (".svg", ".txt", ".md")  # beside the folders of the languages
_UNREAD = {
    Unread.TOO_LARGE: ("file-too-large", f"Tệp nặng quá {LARGEST_TEXT // 1024} KB nên không phải "
                       "bài học. Hãy bỏ tệp ra ngoài thư mục."),
    Unread.NO_ACCESS: ("file-unreadable", "Không mở được tệp này. Hãy xem lại quyền đọc của tệp, "
                       "rồi chép lại."),
    Unread.ODD_NAME: ("file-name", "Tên tệp có chữ không phải dạng UTF-8. Hãy đổi tên: chữ thường "
                      "không dấu, số, gạch ngang."),
}  # fmt: skip


def check(drafts: Drafts) -> None:
    for name, why in drafts.folder.unread.items():
        drafts.source(name).refuse_line(1, *_UNREAD[why])
    for name in drafts.folder.texts:
        if not _is_known(name):
            drafts.source(name).refuse_line(
                1, "unknown-file", "Chương trình không đọc tệp này. Bài học là vi/<mã>-<tên>.md, "
                "tin luyện tập là vi/practice/<khóa>.yaml. Hãy đổi tên hoặc bỏ tệp ra ngoài.",
            )  # fmt: skip
    for lesson in drafts.lessons:
        _check_name(lesson)


def _is_known(name: str) -> bool:
    if name in _OF_THE_FOLDER or is_practice(name) or lesson_language(name):
        return True
    return "/" not in name and name.endswith(_MAY_LIE_THERE)


def _check_name(lesson: LessonDraft) -> None:
    source, id_ = lesson.source, lesson.front.id
    number, _, slug = source.path.stem.partition("-")
    if number != id_:
        source.refuse(
            ("id",), "file-name", f"Mã bài là {id_} nhưng tên tệp bắt đầu bằng {number}. "
            f"Hãy đổi tên tệp thành {id_}-….md, hoặc sửa mã bài.",
        )  # fmt: skip
    elif not _SLUG.fullmatch(slug):
        source.refuse(
            ("id",), "file-name", f"Tên tệp phải là {id_}-ten-bai.md: chữ thường không dấu, số, "
            "nối bằng dấu gạch ngang.",
        )  # fmt: skip
