"""Keeps the catalogue of words whole: `python -m scripts.words update | check`."""

import io
import sys
from collections.abc import Iterable

from babel.messages.catalog import Catalog
from babel.messages.checkers import python_format
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from content.words import LOCALES

VI = LOCALES / "vi" / "LC_MESSAGES" / "messages.po"
_FLOORS = ("bot", "content", "handlers")
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


def main(command: str) -> None:
    with VI.open("rb") as file:
        known = read_po(file, locale="vi")
    fresh = _merge(known)
    if command == "update":
        VI.write_bytes(_written(fresh))
    problems = [*_problems(fresh)]
    if command == "check" and _written(fresh) != VI.read_bytes():
        problems.append("not up to date; run: python -m scripts.words update")
    for problem in problems:
        print(f"{VI.name}: {problem}")
    print(f"{len(fresh)} messages, {len(problems)} problem(s)")
    sys.exit(1 if problems else 0)


def _merge(known: Catalog) -> Catalog:
    """What the code says now, with the translations we have."""
    places: dict[str | tuple[str, ...], set[str]] = {}
    for floor in _FLOORS:
        for name, _line, message, _comments, _context in extract_from_dir(
            floor, keywords=_KEYWORDS, method_map=[("**.py", "python")]
        ):
            places.setdefault(message, set()).add(f"{floor}/{name}")
    merged = Catalog(
        locale="vi", project="tro-ly-so", version="0.1.0", charset="utf-8", fuzzy=False,
        creation_date=known.creation_date, revision_date=known.revision_date,
    )  # fmt: skip
    for message, where in sorted(places.items(), key=lambda item: (sorted(item[1]), str(item[0]))):
        first = message if isinstance(message, str) else message[0]
        old = known.get(first)
        merged.add(
            message, old.string if old else None, locations=[(place, 0) for place in sorted(where)]
        )
    return merged


def _problems(catalogue: Catalog) -> Iterable[str]:
    for message in catalogue:
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(strings):
            yield f"no Vietnamese for {message.id!r}"
        elif message.python_format:
            try:
                python_format(catalogue, message)
            except Exception as error:  # babel raises TranslationError of its own making
                yield f"{message.id!r}: {error}"


def _written(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=99, include_lineno=False)
    return buffer.getvalue()


if __name__ == "__main__":
    main(sys.argv[1])
