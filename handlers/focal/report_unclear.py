"""When a number was not understood for sure: saying why, or asking which of its readings."""

from collections.abc import Sequence
from decimal import Decimal

from content.answers import Answer
from content.figures import Fraction, Quantity, Unclear
from content.indicators import Indicator
from content.readings import Numerator, reading_of
from content.text import quote
from content.words import gettext as _
from content.words import number
from handlers.focal.report_offers import buttons
from handlers.focal.report_place import Take
from handlers.focal.report_screens import framed
from handlers.focal.report_sitting import Sitting
from handlers.phrases import example_rate, value_phrase
from handlers.screens import Option, Screen

_LONGEST_LABEL = 60
_GROUP = 3  # digits: so many behind a point look like thousands


def why_unclear(unclear: Unclear) -> str:
    """Why no number was noted, and how to write one."""
    match unclear.reason:
        case "range":
            return _("I need one number, not a range.")
        case "approximate":
            return _("I need the exact number.")
        case "several":
            return _("I see several numbers. Please give one, or both counts as %(counts)s.") % (
                _examples()
            )
        case "too_large":
            return _("This number is too large to be right, so I noted nothing. Please check it.")
        case "date":
            return _("This looks like a date to me. Please type a number.")
        case "contradiction":
            return _("The counts and the rate do not agree. Please check and type them again.")
        case _:
            return _(
                "I could not read a number there, so I noted nothing. "
                "Please use digits, such as %(counts)s or %(rate)s."
            ) % (_examples())


def _examples() -> dict[str, str]:
    return {"counts": "<code>1234/1380</code>", "rate": f"<code>{example_rate()}</code>"}


def candidates_screen(sitting: Sitting) -> Screen:
    """Which reading is meant: one button each. Without candidates: nothing at all, or 0?"""
    labels = [candidate_phrase(sitting.indicator, one) for one in sitting.place.candidates]
    question = which_of(labels) if labels else _none_or_zero()
    name = f"<b>{quote(sitting.indicator.name)}</b>"
    text = framed(sitting, name, question)
    return Screen(text, (*take_options(sitting, labels), *buttons(sitting)))


def which_of(labels: Sequence[str]) -> str:
    """The question, with every label as it stands on its button."""
    bold = [f"<b>{quote(label)}</b>" for label in labels]
    if len(bold) == 1:
        return _("Do you mean %(number)s?") % {"number": bold[0]}
    return _("Do you mean %(first)s or %(other)s?") % {
        "first": ", ".join(bold[:-1]),
        "other": bold[-1],
    }


def take_options(sitting: Sitting, labels: Sequence[str]) -> tuple[tuple[Option, ...], ...]:
    place = sitting.place
    return tuple(
        (
            Option(
                _short(label), Take(obligation=place.obligation, page=place.page, candidate=index)
            ),
        )
        for index, label in enumerate(labels)
    )


def _short(label: str) -> str:
    """A button shows no more; the question above it says all."""
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"


def candidate_phrase(indicator: Indicator, candidate: str) -> str:
    """What a remembered reading says of the indicator."""
    return figure_phrase(indicator, unpacked(candidate))


def unsure_phrase(indicator: Indicator, candidates: Sequence[str]) -> str:
    """ "1250 or 1,25 %": all that a figure may say."""
    said = [candidate_phrase(indicator, candidate) for candidate in candidates]
    return _(" or ").join(said) if said else _("no")


def packed(figure: Quantity | Fraction) -> str:
    """A figure as the dialog remembers it: "92.5%", "12/15"."""
    if isinstance(figure, Fraction):
        return f"{figure.numerator:f}/{figure.denominator:f}"
    return format(figure.value, "f") + ("%" if figure.is_percent else "")


def unpacked(figure: str) -> Quantity | Fraction:
    numerator, slash, denominator = figure.partition("/")
    if slash:
        return Fraction(Decimal(numerator), Decimal(denominator))
    return Quantity(Decimal(figure.rstrip("%")), figure.endswith("%"))


def figure_phrase(indicator: Indicator, figure: Quantity | Fraction) -> str:
    """Without grouping, and with a point that looks like one of thousands written out: 1234 and
    "1 phẩy 234" are not taken for each other in any language, and can be typed as they stand."""
    reading = reading_of(indicator, figure)
    if isinstance(figure, Fraction):
        counts = "/".join(_unmistakable(figure.numerator, figure.denominator))
        rate = reading.value if isinstance(reading, Answer) else None
        return counts if rate is None else f"{counts} = {value_phrase(indicator, rate)}"
    (digits,) = _unmistakable(figure.value)
    is_rate = indicator.measure.input == "ratio" and not isinstance(reading, Numerator)
    return f"{digits} %" if is_rate else digits


def _unmistakable(*values: Decimal) -> list[str]:
    """The point is a word where that of any of them may be read as one of thousands."""
    split = [_split(value) for value in values]
    is_mistakable = any(_looks_grouped(*one) for one in split)
    spelled = _("point")
    point = f" {spelled} " if is_mistakable else _decimal_point()
    return [f"{whole}{point}{decimals}" if decimals else whole for whole, decimals in split]


def _looks_grouped(whole: str, decimals: str) -> bool:
    whole = whole.lstrip("-")
    return len(decimals) == _GROUP and whole != "0" and len(whole) <= _GROUP


def _split(value: Decimal) -> tuple[str, str]:
    whole, _point, decimals = format(value, "f").partition(".")
    return whole, decimals.rstrip("0")


def _decimal_point() -> str:
    return number(Decimal("0.5"))[1]


def _none_or_zero() -> str:
    return _("Do you mean that nothing arose, that there is no data yet, or 0?")
