"""Numbers in full Vietnamese words, as a reference to read back."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))


def spelled(number: int) -> str:
    """1005 → "một nghìn không trăm linh năm"; no group in the middle is left out."""
    if number < 1000:
        return _below_thousand(number, is_first=True)
    words: list[str] = []
    for scale, name in _SCALES:
        many, number = divmod(number, scale)
        if many or words:
            words += [_below_thousand(many, is_first=not words) if many else "không", name]
    if number:
        words.append(_below_thousand(number, is_first=False))
    return " ".join(words)


def _below_thousand(number: int, *, is_first: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds and is_first:
        return _below_hundred(rest)
    words = f"{_DIGITS[hundreds]} trăm"
    if not rest:
        return words
    return f"{words} linh {_DIGITS[rest]}" if rest < 10 else f"{words} {_below_hundred(rest)}"


def _below_hundred(number: int) -> str:
    tens, unit = divmod(number, 10)
    if not tens:
        return _DIGITS[unit]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if not unit:
        return head
    return f"{head} {_after_tens(tens, unit)}"


def _after_tens(tens: int, unit: int) -> str:
    if unit == 5:
        return "lăm"
    if unit == 1 and tens > 1:
        return "mốt"
    return _DIGITS[unit]
