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
    return as_label(shown, {name: quote(value) for name, value in names.items()})


def as_label(text: str, names: Mapping[str, str]) -> str:
    """What stands on a button, where nothing is bold. Not safe in HTML."""
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def without_marks(text: str) -> str:
    """A claim of the fact bank, which is written with marks of its own."""
    return text.translate(_MARKS)
