"""English number words, put into figures before anything else is read: "one hundred and two".

Vietnamese words are read in `content/number_words.py`. "tên" is no ten: only words without
diacritics are English.
"""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

_NAMES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_NAMES_OF_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = {word: value for value, word in enumerate(_NAMES.split(), start=1)}
_TENS = {word: value * 10 for value, word in enumerate(_NAMES_OF_TENS.split(), start=2)}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_HUNDRED = "hundred"
_IN_VIETNAMESE = {
    "hundred": "tram", "thousand": "nghin", "million": "trieu", "billion": "ty", "bn": "ty",
    "point": "phay",
}  # fmt: skip
_WORDS = frozenset(_ONES) | frozenset(_TENS) | frozenset(_SCALES) | {_HUNDRED, "zero"}
_SAID = _WORDS | {"bn", "point"}
_HALF = ("and", "a", "half")
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)
# Without its diacritics "tên" is spelled like a number; these may stand behind the number.
_BEHIND_TEN = {"percent", "out", "of", "people", "dossiers", "dossier", "cases"}


def with_english_numbers(text: str) -> str:
    """ "twelve out of fifteen" → "12 out of 15", "1.5 million" → "1.5 trieu". What is no number
    in full stays as it is; what Vietnamese says short ("one hundred two") is left to be asked."""
    tokens = _TOKEN.findall(unicodedata.normalize("NFC", text))
    if _SAID.isdisjoint(token.lower() for token in tokens):
        return text
    written: list[str] = []
    at = 0
    while at < len(tokens):
        words, end = _run(tokens, at)
        if words:
            figure = None if _is_name(words, tokens, end) else _figure(words)
            written += [figure] if figure else tokens[at:end]
            at = end
        else:
            written.append(_scale_behind_digits(tokens, at) or tokens[at])
            at += 1
    return "".join(written)


def _run(tokens: Sequence[str], at: int) -> tuple[list[str], int]:
    """The number words in a row that start here, and where they end."""
    first = tokens[at].lower()
    begins = first in _ONES or first in _TENS or first == "zero"
    if not begins and not (first == "a" and _next_word(tokens, at) in _WORDS - _ONES.keys()):
        return [], at
    words, end = [first], at + 1
    while (step := _step(words, tokens, end)) is not None:
        more, end = step
        words += more
    return words, end


def _step(words: list[str], tokens: Sequence[str], at: int) -> tuple[list[str], int] | None:
    """The next word of a number, with what joins it to the last: a space, a dash, "and"."""
    if at + 1 >= len(tokens) or not (tokens[at].isspace() or tokens[at] == "-"):
        return None
    following = [token.lower() for token in tokens[at + 1 : at + 6]]
    if following[0] in _WORDS or (following[0] == "point" and "point" not in words):
        return [following[0]], at + 2
    if tuple(following[::2]) == _HALF:
        return [*_HALF], at + 6
    after_scale = words[-1] == _HUNDRED or words[-1] in _SCALES
    if after_scale and following[0] == "and" and len(following) > 2 and following[2] in _WORDS:
        return ["and", following[2]], at + 4
    return None


def _next_word(tokens: Sequence[str], at: int) -> str:
    return tokens[at + 2].lower() if at + 2 < len(tokens) and tokens[at + 1].isspace() else ""


def _is_name(words: Sequence[str], tokens: Sequence[str], end: int) -> bool:
    """ "ten don vi": what looks like the number is the Vietnamese for "name"."""
    following = next((t.lower() for t in tokens[end : end + 2] if not t.isspace()), "")
    return list(words) == ["ten"] and following[:1].isalpha() and following not in _BEHIND_TEN


def _scale_behind_digits(tokens: Sequence[str], at: int) -> str | None:
    """ "1.5 million": the digits are read as they always are."""
    behind = at - 1 if at and not tokens[at - 1].isspace() else at - 2
    if behind < 0 or not tokens[behind][-1].isdigit():
        return None
    scale = _IN_VIETNAMESE.get(tokens[at].lower())
    return f" {scale}" if scale and behind == at - 1 else scale


def _figure(words: list[str]) -> str | None:
    if words[0] == "a":
        words = ["one", *words[1:]]
    if "point" in words:
        return _with_decimals(words)
    if "half" in words:
        at = words.index("half")
        return _scaled(_whole(words[: at - 2]), "5", words[at + 1 :])
    value = _whole(words)
    return None if value is None else _said_short(words, value) or str(value)


def _with_decimals(words: list[str]) -> str | None:
    """ "one point two five million": the decimals are said one by one."""
    at = words.index("point")
    decimals = words[at + 1 :]
    scale = [decimals.pop()] if decimals and decimals[-1] in _SCALES else []
    digits = [0 if word == "zero" else _ONES.get(word, 10) for word in decimals]
    if not digits or max(digits) > 9:
        return None
    return _scaled(_whole(words[:at]), "".join(map(str, digits)), scale)


def _scaled(whole: int | None, decimals: str, scale: list[str]) -> str | None:
    if whole is None or len(scale) > 1 or not _SCALES.keys() >= set(scale):
        return None
    value = Decimal(f"{whole}.{decimals}") * (_SCALES[scale[0]] if scale else 1)
    if value == value.to_integral_value():
        return f"{value:.0f}"
    return f"{whole} phay {decimals}" if not scale else None


def _said_short(words: list[str], value: int) -> str | None:
    """ "one hundred two" is 102 in English and 120 to who thinks "một trăm hai"."""
    scales = [i for i, word in enumerate(words) if word == _HUNDRED or word in _SCALES]
    tail = words[scales[-1] + 1 :] if scales else []
    if len(tail) != 1 or _ONES.get(tail[0], 10) > 9:
        return None
    scale = _SCALES.get(words[scales[-1]], 100)
    return f"{value // scale} {_IN_VIETNAMESE[words[scales[-1]]]} {_ONES[tail[0]]}"


def _whole(words: Sequence[str]) -> int | None:
    """The scales go down: millions, thousands, then what is below them."""
    if list(words) == ["zero"]:
        return 0
    total, below, group = 0, 10**12, list[str]()
    for word in words:
        if word not in _SCALES:
            group.append(word)
            continue
        many = _below_thousand(group)
        if not many or _SCALES[word] >= below:
            return None
        total, below, group = total + many * _SCALES[word], _SCALES[word], []
    if total and not group:
        return total
    rest = _below_thousand(group[1:] if total and group[:1] == ["and"] else group)
    return total + rest if rest else None


def _below_thousand(words: list[str]) -> int | None:
    if _HUNDRED not in words:
        return _below_hundred(words)
    at = words.index(_HUNDRED)
    hundreds, tail = _below_hundred(words[:at]), words[at + 1 :]
    if not hundreds:
        return None
    if not tail:
        return hundreds * 100
    rest = _below_hundred(tail[1:] if tail[0] == "and" else tail)
    return hundreds * 100 + rest if rest else None


def _below_hundred(words: Sequence[str]) -> int | None:
    match list(words):
        case [word]:
            return _ONES.get(word) or _TENS.get(word)
        case [tens, ones] if tens in _TENS and _ONES.get(ones, 10) < 10:
            return _TENS[tens] + _ONES[ones]
    return None
