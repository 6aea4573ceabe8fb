"""A digit that slipped: what was probably meant."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from content.answers import Answer, ratio
from content.checks import Finding


def without_slip(answer: Answer, findings: Sequence[Finding]) -> Answer | None:
    """The figure that was meant if a digit slipped: ten times smaller or larger. None where that
    would not come near the last one either."""
    meant = {
        f.code.removesuffix("_slip"): _shifted(f) for f in findings if f.code.endswith("_slip")
    }
    if not meant or None in meant.values():
        return None
    if "value" in meant:
        return replace(answer, value=meant["value"])
    part = meant.get("numerator", answer.numerator)
    whole = meant.get("denominator", answer.denominator)
    if part is None or not whole or not 0 <= part <= whole:
        return None
    return ratio(part, whole)


def _shifted(slip: Finding) -> Decimal | None:
    """One digit more or less, if that makes it like the last figure."""
    typed, last = slip.facts[slip.code.removesuffix("_slip")], slip.facts["last"]
    meant = typed / 10 if typed > last else typed * 10
    return meant if meant % 1 == 0 and last / 3 <= meant <= last * 3 else None
