"""Text that people wrote, made safe to show; HTML of few tags, measured, split and stripped."""

import html
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import regex

TAGS = ("b", "i", "u", "s", "code", "a")

_NEW_LINES = regex.compile("\r\n|[\r\u0085\u2028\u2029\v\f]")
# Direction overrides, invisible fillers and annotation marks; joiners stay, emoji need them.
_INVISIBLE = regex.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_MARKS_PAST_THREE = regex.compile(r"(?<=\p{M}{3})\p{M}+")
_RIGHT_TO_LEFT = regex.compile(r"[\p{bc=R}\p{bc=AL}\p{bc=AN}]")
_UNWANTED = regex.compile(r"[\p{Cc}\p{Cs}\p{NChar}--\n]", regex.V1)
_JOINERS = regex.compile("([\u200c\u200d])[\u200c\u200d]+")
_TAG = regex.compile(r"<(/?)(b|i|u|s|code|a)(\s[^<>]*)?>")
_LINK = regex.compile(r'<a href="([^"<>]*)">([^<>]*)</a>')
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


def clean(text: str) -> str:
    """Composed, without control characters, lone surrogates, direction tricks and towers of
    marks. Line breaks stay."""
    text = _NEW_LINES.sub("\n", text).replace("\t", " ")
    text = _JOINERS.sub(r"\1", _UNWANTED.sub("", _INVISIBLE.sub("", text)))
    settled: str = _MARKS_PAST_THREE.sub("", unicodedata.normalize("NFC", text))
    return settled


def one_line(text: str) -> str:
    """Clean and without line breaks: a name must not pretend to be a second message."""
    return " ".join(clean(text).split())


def quote(text: str, limit: int | None = None) -> str:
    """What somebody wrote, safe inside our HTML and unable to turn the text around it.

    `limit` is in UTF-16 units of what is seen, the ellipsis and any isolates included.
    """
    text = clean(text)
    is_turning = _RIGHT_TO_LEFT.search(text) is not None
    room = None if limit is None else limit - 2 * is_turning
    if room is not None and utf16_length(text) > room:
        text = cut(text, room - 1) + "…"
    escaped = html.escape(text, quote=False)
    return f"{_ISOLATE}{escaped}{_END_ISOLATE}" if is_turning else escaped


def utf16_length(text: str) -> int:
    """Platforms count UTF-16 units: an emoji is two or more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(html_text: str) -> str:
    """The words alone, as they are seen."""
    return html.unescape(_TAG.sub("", html_text))


def with_addresses(html_text: str) -> str:
    """For where words cannot be a link: the address stands after them."""
    return _LINK.sub(r"\2 (\1)", html_text)


def visible_length(html_text: str) -> int:
    """UTF-16 units of what is seen, which is what the platform limits."""
    return utf16_length(plain(html_text))


@dataclass(frozen=True, slots=True)
class _Atom:
    """One letter as people see it, with the tags it stands in."""

    text: str
    tags: tuple[str, ...]


def split(html_text: str, limit: int = 4096) -> list[str]:
    """Messages of at most `limit` visible units, each complete in its tags. Cut at the end of a
    paragraph, a line or a word where there is one in the second half, never inside a letter."""
    if visible_length(html_text) <= limit:
        return [html_text]
    atoms = [piece for atom in _atoms(html_text) for piece in _pieces(atom, limit)]
    messages = []
    while atoms := _from_first_word(atoms):  # the space we cut at is not said
        end = _end(atoms, limit)
        messages.append(_render(atoms[:end]))
        atoms = atoms[end:]
    return messages


def _from_first_word(atoms: list[_Atom]) -> list[_Atom]:
    start = next((i for i, atom in enumerate(atoms) if not atom.text.isspace()), len(atoms))
    return atoms[start:]


def _end(atoms: list[_Atom], limit: int) -> int:
    """How many atoms fit, drawn back to the best place to cut."""
    fits, width = 0, 0
    for atom in atoms:
        width += utf16_length(atom.text)
        if width > limit:
            break
        fits += 1
    if fits == len(atoms):
        return fits
    for is_break in (_ends_paragraph, _ends_line, _ends_word):
        for end in range(fits, fits // 2, -1):
            if is_break(atoms, end):
                return end
    return fits


def _ends_paragraph(atoms: list[_Atom], end: int) -> bool:
    return end + 1 < len(atoms) and atoms[end].text == atoms[end + 1].text == "\n"


def _ends_line(atoms: list[_Atom], end: int) -> bool:
    return atoms[end].text == "\n"


def _ends_word(atoms: list[_Atom], end: int) -> bool:
    return atoms[end].text.isspace()


def _atoms(html_text: str) -> Iterator[_Atom]:
    tags: list[str] = []
    at = 0
    for tag in _TAG.finditer(html_text):
        yield from _letters(html_text[at : tag.start()], tuple(tags))
        at = tag.end()
        if not tag[1]:
            tags.append(tag[0])
        elif tags and _name(tags[-1]) == tag[2]:
            tags.pop()
    yield from _letters(html_text[at:], tuple(tags))


def _letters(escaped: str, tags: tuple[str, ...]) -> Iterator[_Atom]:
    for letter in regex.findall(r"\X", html.unescape(escaped)):
        yield _Atom(letter, tags)


def _pieces(atom: _Atom, limit: int) -> Iterator[_Atom]:
    """A letter longer than a whole message can only be cut between its code points."""
    if utf16_length(atom.text) <= limit:
        yield atom
    else:
        yield from (_Atom(character, atom.tags) for character in atom.text)


def _render(atoms: list[_Atom]) -> str:
    parts: list[str] = []
    open_tags: tuple[str, ...] = ()
    for atom in atoms:
        parts += _change(open_tags, atom.tags)
        parts.append(html.escape(atom.text, quote=False))
        open_tags = atom.tags
    return "".join(parts + _change(open_tags, ()))


def _change(old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    """Close what ends and open what begins."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    return [f"</{_name(tag)}>" for tag in reversed(old[same:])] + list(new[same:])


def _name(tag: str) -> str:
    return tag.strip("<>").split()[0]


def cut(text: str, limit: int) -> str:
    """Its beginning, at most so many UTF-16 units, between two letters."""
    kept, width = [], 0
    for letter in regex.findall(r"\X", text[: limit + 1]):
        width += utf16_length(letter)
        if width > limit:
            break
        kept.append(letter)
    return "".join(kept).rstrip()
