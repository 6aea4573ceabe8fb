"""When a number was not understood for sure: saying why, or asking which of its readings."""

from decimal import Decimal

from content.figures import Quantity, Unclear
from content.indicators import Indicator
from content.readings import Numerator, reading_of
from content.text import quote
from content.words import gettext as _
from content.words import number
from handlers.focal.report_offers import buttons
from handlers.focal.report_place import Take
from handlers.focal.report_screens import framed
from handlers.focal.report_sitting import Sitting
from handlers.screens import Option, Screen

_EXAMPLES = {"counts": "<code>1234/1380</code>", "rate": "<code>89,4%</code>"}


def why_unclear(unclear: Unclear) -> str:
    """Why no number was noted, and how to write one."""
    match unclear.reason:
        case "range":
            return _("I need one number, not a range.")
        case "approximate":
            return _("I need the exact number.")
        case "several":
            return _("I see several numbers. Please give one, or both counts as %(counts)s.") % (
                _EXAMPLES
            )
        case "date":
            return _("This looks like a date to me. Please type a number.")
        case "contradiction":
            return _("The counts and the rate do not agree. Please check and type them again.")
        case _:
            return _(
                "I could not read a number there, so I noted nothing. "
                "Please use digits, such as %(counts)s or %(rate)s."
            ) % (_EXAMPLES)


def candidates_screen(sitting: Sitting) -> Screen:
    """Which reading is meant: one button each. Without candidates: nothing at all, or 0?"""
    figures = [unpacked(packed) for packed in sitting.place.candidates]
    labels = [_label(sitting.indicator, figure) for figure in figures]
    match labels:
        case []:
            question = _("Do you mean that nothing arose, that there is no data yet, or 0?")
        case [only]:
            question = _("Do you mean %(number)s?") % {"number": f"<b>{only}</b>"}
        case _:
            bold = [f"<b>{label}</b>" for label in labels]
            question = _("Do you mean %(first)s or %(other)s?") % {
                "first": ", ".join(bold[:-1]),
                "other": bold[-1],
            }
    place = sitting.place
    options = tuple(
        (Option(label, Take(obligation=place.obligation, page=place.page, candidate=index)),)
        for index, label in enumerate(labels)
    )
    name = f"<b>{quote(sitting.indicator.name)}</b>"
    return Screen(framed(sitting, name, question), (*options, *buttons(sitting)))


def packed(figure: Quantity) -> str:
    """A figure as the dialog remembers it: "92.5%"."""
    return format(figure.value, "f") + ("%" if figure.is_percent else "")


def unpacked(figure: str) -> Quantity:
    return Quantity(Decimal(figure.rstrip("%")), figure.endswith("%"))


def _label(indicator: Indicator, figure: Quantity) -> str:
    """Without grouping: here 1.250 and 1,250 must not look alike."""
    is_whole = figure.value == figure.value.to_integral_value()
    digits = format(figure.value, ".0f") if is_whole else number(figure.value)
    is_count = isinstance(reading_of(indicator, figure), Numerator)
    return digits if is_count or indicator.measure.input != "ratio" else f"{digits} %"
