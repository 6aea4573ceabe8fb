"""Clips: under the id of a lesson that there is, of the kind the name says, and short."""

from content.clips import FOLDER, KINDS, LARGEST, Recorded, is_of_kind, kind_of, lesson_of
from content.lesson_drafts import Drafts
from content.lesson_rules.knowledge import Knowledge
from content.source import Source

_ENDINGS = ", ".join(f".{kind}" for kind in KINDS)


def check(drafts: Drafts, knowledge: Knowledge) -> None:
    for name, recorded in drafts.folder.clips.items():
        lesson = lesson_of(name)
        if lesson is None:
            drafts.source(name).refuse_line(
                1, "clip-name", f"Thư mục {FOLDER} chỉ chứa bản đọc, tên là mã bài: 6.3.m4a. Đuôi "
                f"tệp là một trong các đuôi {_ENDINGS}. Hãy đổi tên hoặc bỏ tệp ra ngoài.",
            )  # fmt: skip
        elif lesson not in knowledge.lessons:
            drafts.source(name).refuse_line(
                1, "clip-unknown-lesson", f"Không có bài {lesson}. Hãy đặt tên theo mã bài."
            )
        else:
            _check_recording(drafts.source(name), name, recorded)


def _check_recording(source: Source, name: str, recorded: Recorded) -> None:
    kind = kind_of(name)
    if not 0 < recorded.size <= LARGEST:
        source.refuse_line(
            1, "clip-size", f"Bản đọc nặng {recorded.size // 1024} KB; phải có tiếng và nhiều "
            f"nhất là {LARGEST // 1024} KB. Hãy đọc ngắn hơn, hoặc lưu ở chất lượng thấp hơn.",
        )  # fmt: skip
    elif not is_of_kind(recorded.head, kind):
        opus = " (bên trong phải là Opus)" if kind == "ogg" else ""
        source.refuse_line(
            1, "clip-kind", f"Bên trong tệp không phải dạng .{kind}{opus}: đổi đuôi tên không đổi "
            "được dạng âm thanh. Hãy xuất lại bằng ứng dụng ghi âm, hoặc đặt lại đuôi cũ.",
        )  # fmt: skip
