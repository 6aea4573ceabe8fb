"""Front matter: facts that exist, keywords, a course, a picture that is there."""

from content.lesson_files import LessonDraft
from content.lesson_rules.knowledge import Knowledge
from content.lesson_rules.pictures import check_picture
from content.source import Source

_FEWEST_FACTS = 2
_FEWEST_KEYWORDS, _MOST_KEYWORDS = 4, 8


def check(lesson: LessonDraft, knowledge: Knowledge) -> None:
    source, front = lesson.source, lesson.front
    course = front.id.partition(".")[0]
    if knowledge.courses is not None and course not in knowledge.courses:
        source.refuse(
            ("id",), "unknown-course", f"Không có khóa {course} trong courses.yaml. Hãy sửa mã "
            "bài, hoặc thêm khóa ấy.",
        )  # fmt: skip
    _check_facts(source, front.facts, knowledge)
    if not _FEWEST_KEYWORDS <= len(front.keywords) <= _MOST_KEYWORDS:
        source.refuse(
            ("keywords",), "keywords", f"Có {len(front.keywords)} từ khóa, cần từ "
            f"{_FEWEST_KEYWORDS} đến {_MOST_KEYWORDS}: những chữ bà con hay gõ để tìm bài này.",
        )  # fmt: skip
    if front.picture is not None:
        check_picture(source, ("picture",), front.picture, knowledge.pictures)


def _check_facts(source: Source, facts: tuple[str, ...], knowledge: Knowledge) -> None:
    for place, fact in enumerate(facts):
        if fact not in knowledge.facts:
            source.refuse(
                ("facts", place), "unknown-fact", f"Không có dữ kiện {fact} trong facts.yaml. "
                "Hãy sửa mã, hoặc thêm dữ kiện cùng nguồn.",
            )  # fmt: skip
        elif fact in facts[:place]:
            source.refuse(("facts", place), "duplicate-fact", f"{fact} ghi hai lần. Hãy bỏ một.")
    if len(set(facts)) < _FEWEST_FACTS:
        source.refuse(
            ("facts",), "too-few-facts", f"Bài phải dựa vào ít nhất {_FEWEST_FACTS} dữ kiện. Hãy "
            "thêm mã dữ kiện từ facts.yaml.",
        )  # fmt: skip
