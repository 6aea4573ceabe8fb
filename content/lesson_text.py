"""The words of a lesson as they are shown: its little Markdown as HTML, and the ward's names in
it."""

import re
from collections.abc import Mapping

from content.text import quote

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ENTRY = re.compile(r"^- ", re.MULTILINE)
_MARKS = str.maketrans("", "", "*`")


def as_html(text: str, names: Mapping[str, str]) -> str:
    """**bold** and "- " lists; `{ward}` becomes the name there is for it."""
    shown = _ENTRY.sub("• ", _BOLD.sub(r"<b>\1</b>", quote(text)))
    for name, value in names.items():
        shown = shown.replace(f"{{{name}}}", quote(value))
    return shown


def without_marks(text: str) -> str:
    """A claim of the fact bank, which is written with marks of its own."""
    return text.translate(_MARKS)
