"""What is odd about a figure, said kindly: why it cannot be, or what the reviewer will ask."""

from collections.abc import Callable
from decimal import Decimal

from content.answers import rounded
from content.checks import Finding
from content.indicators import Indicator
from content.words import gettext as _
from content.words import number
from handlers.phrases import value_phrase


def finding_phrase(finding: Finding, indicator: Indicator | None = None) -> str:
    """A sentence about one finding, or about several indicators together; plain text."""
    facts = {name: _shown(indicator, name, value) for name, value in finding.facts.items()}
    sentence = _SENTENCES.get(finding.code)
    return sentence() % facts if sentence else _("This figure is unusual.")


def warning_phrase(code: str) -> str:
    """The few words that stand beside a figure for those who read the report."""
    words = _REMARKS.get(code)
    return words() if words else code


def _shown(indicator: Indicator | None, name: str, value: Decimal) -> str:
    """Rates as rates, changes without their sign, counts as counts."""
    if indicator is not None and name in _RATES:
        return value_phrase(indicator, value)
    return number(rounded(abs(value), 1), 1) if name == "change" else number(value)


_RATES = {"value", "cap", "limit"}

_SENTENCES: dict[str, Callable[[], str]] = {
    "numerator_negative": lambda: _("A count cannot be below 0."),
    "denominator_negative": lambda: _("A count cannot be below 0."),
    "negative": lambda: _("This figure cannot be below 0."),
    "numerator_not_whole": lambda: _("The numerator %(numerator)s has to be a whole number."),
    "denominator_not_whole": lambda: _(
        "The denominator %(denominator)s has to be a whole number."
    ),
    "part_exceeds_whole": lambda: _(
        "The numerator %(numerator)s is larger than the denominator %(denominator)s; "
        "a part cannot exceed its whole."
    ),
    "above_cap": lambda: _("%(value)s is more than %(cap)s, which cannot be."),
    "numerator_slip": lambda: _(
        "Last period the numerator was %(last)s, now it is %(numerator)s. "
        "Could there be a digit too many or too few?"
    ),
    "denominator_slip": lambda: _(
        "Last period the denominator was %(last)s, now it is %(denominator)s. "
        "Could there be a digit too many or too few?"
    ),
    "value_slip": lambda: _(
        "Last period it was %(last)s, now it is %(value)s. "
        "Could there be a digit too many or too few?"
    ),
    "share_is_huge": lambda: _("%(value)s is unusually high: above %(limit)s."),
    "cumulative_fell": lambda: _(
        "This figure adds up over time, yet it fell from %(last)s to %(numerator)s."
    ),
    "denominator_changed": lambda: _(
        "The denominator changed a lot: from %(last)s to %(denominator)s."
    ),
    "jump": lambda: _("It changed by %(change)s points since last period, more than usual."),
    "more_online_than_received": lambda: _(
        "Dossiers handled online (%(part)s) outnumber all dossiers (%(whole)s). "
        "Please check both lines."
    ),
}

_REMARKS: dict[str, Callable[[], str]] = {
    "percent_only": lambda: _("rate only"),
    "before_cutoff": lambda: _("noted before the cut-off"),
    "numerator_slip": lambda: _("far from last period, confirmed"),
    "denominator_slip": lambda: _("far from last period, confirmed"),
    "value_slip": lambda: _("far from last period, confirmed"),
    "share_is_huge": lambda: _("unusually high"),
    "cumulative_fell": lambda: _("lower than last period"),
    "denominator_changed": lambda: _("denominator changed a lot"),
    "jump": lambda: _("large change"),
    "more_online_than_received": lambda: _("more than all dossiers"),
}
