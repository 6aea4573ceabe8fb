"""The pictures of the courses: `python -m scripts.pictures update | check`.

`update` draws each course of `courses.yaml` as SVG and as the PNG that is sent. `check` draws
again and says which files are missing, are no longer what would be drawn, or are too large.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from content.course_pictures.layout import course_svg
from content.drawing.png import to_png

LESSONS = Path(__file__).parent.parent / "content" / "lessons"
LARGEST = 300_000  # bytes: seconds, not minutes, on a slow line


def main(command: str) -> None:
    drawn = dict(drawings(LESSONS))
    if command == "update":
        for file, content in drawn.items():
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
    found = [*problems(LESSONS, drawn)]
    for problem in found:
        print(f"pictures: {problem}")
    print(f"{len(drawn) // 2} pictures, {len(found)} problem(s)")
    sys.exit(1 if found else 0)


def drawings(lessons: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file as it should be."""
    courses = yaml.safe_load((lessons / "courses.yaml").read_text(encoding="utf-8"))["courses"]
    for course in courses:
        picture = lessons / course["picture"]
        svg = course_svg(int(course["id"]), course["title"]["vi"], course["key_sentence"]["vi"])
        yield picture.with_suffix(".svg"), svg.encode()
        yield picture, to_png(svg)


def problems(lessons: Path, drawn: dict[Path, bytes]) -> Iterable[str]:
    for file, content in drawn.items():
        if not file.is_file():
            yield f"{file.name} is missing: run `python -m scripts.pictures update`"
        elif file.read_bytes() != content:
            yield f"{file.name} is out of date: run `python -m scripts.pictures update`"
        elif len(content) > LARGEST:
            yield f"{file.name} is {len(content)} bytes, more than {LARGEST}"
    for file in sorted((lessons / "pictures").glob("course-*")):
        if file not in drawn:
            yield f"{file.name} belongs to no course"


if __name__ == "__main__":
    if sys.argv[1:] not in (["update"], ["check"]):
        sys.exit(__doc__)
    main(sys.argv[1])
