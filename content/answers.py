"""Answers: what a unit says of an indicator, exactly, and how it is shown."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Self

from content.indicators import Target


class AnswerStatus(StrEnum):
    VALUE = "value"
    NO_ACTIVITY = "no_activity"  # nothing happened that could be counted: not 0
    NO_DATA = "no_data"  # something happened, the figure is not known yet: not 0 either
    SKIPPED = "skipped"
    UNCHANGED = "unchanged"  # the same as in the last period, said so on purpose
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `value` is never rounded; the value of a ratio is in percent."""

    status: AnswerStatus
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    words: str | None = None
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Decimals as text: JSON numbers are floats to most readers."""
        return {
            "status": self.status.value,
            "numerator": _to_text(self.numerator),
            "denominator": _to_text(self.denominator),
            "value": _to_text(self.value),
            "words": self.words,
            "warnings": list(self.warnings),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            status=AnswerStatus(data["status"]),
            numerator=_from_text(data.get("numerator")),
            denominator=_from_text(data.get("denominator")),
            value=_from_text(data.get("value")),
            words=data.get("words"),
            warnings=tuple(data.get("warnings", ())),
        )


def ratio(numerator: Decimal, denominator: Decimal) -> Answer:
    """A ratio in percent. Of nothing there is no ratio: nothing happened."""
    if denominator == 0:
        return Answer(AnswerStatus.NO_ACTIVITY, numerator, denominator)
    value = numerator * 100 / denominator
    return Answer(AnswerStatus.VALUE, numerator, denominator, value)


def unchanged(last: Answer) -> Answer:
    """The last period's figures, said to hold still."""
    return Answer(AnswerStatus.UNCHANGED, last.numerator, last.denominator, last.value, last.words)


def display_places(value: Decimal, target: Target | None) -> int:
    """One decimal, and more where rounding would carry the value across its target."""
    if target is None or target.value is None:
        return 1
    met = target.is_met(value)
    places = range(1, 7)
    return next((p for p in places if target.is_met(rounded(value, p)) == met), places[-1])


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as people round."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _to_text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _from_text(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
