"""Vietnamese syllables without their marks: which there can be, and which sound alike.

People write as they speak: s and x, tr and ch, d, gi, r and v, l and n, and at the end n and ng,
t and c are one in some mouth or other. One sound stands for all spellings of a syllable.
"""

import re

_SYLLABLE = re.compile(
    r"(ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvxzwfj])?"
    r"(uye|uya|uyu|uoi|uou|ieu|yeu|oai|oay|oao|oeo|uay|"
    r"ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ya|ye|[aeiouy])"
    r"(ng|nh|ch|[cmnpt])?"
)
_BEGINS = {
    "ngh": "ng", "gh": "g", "gi": "d", "z": "d", "r": "d", "v": "d", "x": "s", "tr": "ch",
    "l": "n", "c": "k", "q": "k", "f": "ph", "j": "d", "w": "qu",
}  # fmt: skip
_MIDDLE = {"ie": "i", "ye": "i", "y": "i", "uo": "u", "oo": "o", "ieu": "iu", "yeu": "iu",
           "uou": "iu", "uu": "iu", "uoi": "ui", "uye": "ie", "uay": "uai", "oay": "oai",
           "eu": "iu", "ya": "ia"}  # fmt: skip
_ENDS = {"ng": "n", "nh": "n", "c": "t", "ch": "t"}


def is_syllable(text: str) -> bool:
    return _SYLLABLE.fullmatch(text) is not None


def sound_of(text: str) -> str:
    """The same for whatever sounds alike somewhere. What is none sounds as it is written."""
    said = _SYLLABLE.fullmatch(text)
    if said is None:
        return text
    begins, middle, ends = said[1] or "", said[2], said[3] or ""
    return _BEGINS.get(begins, begins) + "." + _MIDDLE.get(middle, middle) + _ENDS.get(ends, ends)
