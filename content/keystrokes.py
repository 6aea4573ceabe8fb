"""What is left of a word when the keyboard did not turn keys into marks.

Telex writes marks with letters ("chuyeern tieefn"), VNI with digits ("chuye63n tie62n"). Without
the Vietnamese keyboard they stay where they were typed.
"""

import re

from content.sounds import is_syllable

_VNI = re.compile(r"[a-z]+[a-z1-9]*")
_DIGITS = re.compile(r"[1-9]")
_TONES = re.compile(r"(?<=[aeiouy])([a-z]*)[sfrxj]")  # one a syllable
_DOUBLED = re.compile(r"(aa|ee|oo)")
_ROOF_LAST = re.compile(r"([aeo])([a-z]{0,3})\1$")  # "tiene"
_HOOKS = re.compile(r"(?<=[aou])w|w(?=[aou])")


def without_vni(word: str) -> str | None:
    """ "d9a3o" → "dao"; None where it cannot be that."""
    if not _VNI.fullmatch(word) or not _DIGITS.search(word):
        return None
    bare = _DIGITS.sub("", word)
    return bare if is_syllable(bare) else None


def without_telex(word: str) -> str | None:
    """ "chuyeern" → "chuyen"; None where it cannot be that. Of a syllable nothing is taken."""
    if is_syllable(word) and not _DOUBLED.search(word):
        return None
    for bare in (_plain(word), _plain(_TONES.sub(r"\1", word, count=1))):
        if bare != word and is_syllable(bare):
            return bare
    return None


def _plain(word: str) -> str:
    """Without hooks, roofs and bars."""
    bare = _HOOKS.sub("", word)
    bare = _DOUBLED.sub(lambda found: found[0][0], bare)
    bare = _ROOF_LAST.sub(r"\1\2", bare)
    return bare.removeprefix("d") if bare.startswith("dd") else bare
