"""How a text falls into sentences and pieces, and which of its words are not ours."""

import re

from content.folding import fold

# Within bounds: marks that are never closed would be looked through from each of them again.
_QUOTED = re.compile(
    r"\"[^\"\n]{0,999}\"|“[^”\n]{0,999}”|„[^“”\n]{0,999}[“”]|«[^»\n]{0,999}»"
    r"|(?<!\w)[‘'][^’'\n]{0,999}[’'](?!\w)"
)
_QUOTES = frozenset("\"“„«‘'")
_BRACKETED = re.compile(r"\([^()\n]*\)")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])[\"”’»)*]*\s+")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)


def without_quotes(text: str) -> str:
    """What others say, in a message or on the phone, is not our own wording."""
    return _QUOTED.sub(" ", text) if _QUOTES & set(text) else text


def without_asides(text: str) -> str:
    """Neither quotes nor what stands in brackets, where a word may be explained."""
    return _BRACKETED.sub(" ", without_quotes(text))


def sentences(text: str) -> list[str]:
    """A list entry is a sentence however it ends."""
    bare = text.replace("**", "").removeprefix("- ")
    return [part for part in _SENTENCE_ENDS.split(bare) if pieces(part)]


def pieces(text: str) -> list[str]:
    """What stands between spaces, as far as it can be read out."""
    return [piece for piece in text.split() if any(c.isalnum() for c in piece)]


def is_plain(piece: str) -> bool:
    """A Vietnamese syllable, or a plain number; not an abbreviation, a name or an address."""
    bare = fold(piece).strip(".,:;!?…\"'“”()*-–/")
    return not bare or (len(bare) <= 2 and bare.isdecimal()) or bool(_SYLLABLE.fullmatch(bare))
