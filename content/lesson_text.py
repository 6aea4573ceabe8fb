"""The words of a lesson as they are shown: its little Markdown as HTML, the ward's names in it,
and no address that could be tapped by mistake."""

import re
from collections.abc import Collection, Mapping

from content.text import quote

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ENTRY = re.compile(r"^- ", re.MULTILINE)
_MARKS = str.maketrans("", "", "*`")
_HOST = re.compile(
    r"(?<![\w@.-])((?:[a-z0-9-]+\.)+)(vn|com|net|org|info|top|xyz|asia|online|click|shop|vip|cc"
    r"|club|site|app|me|io|us|cn|ru|tk|live|store|link|work|world)(?![\w-])"
)


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


def untappable(text: str, hosts: Collection[str]) -> str:
    """Hosts that are not allowed are written so that no app makes a link of them."""
    return _HOST.sub(lambda found: _written(found[1], found[2], hosts), text)


def _written(front: str, last: str, hosts: Collection[str]) -> str:
    host = front + last
    is_allowed = any(host == known or host.endswith(f".{known}") for known in hosts)
    return host if is_allowed else f"{front[:-1]}[.]{last}"
