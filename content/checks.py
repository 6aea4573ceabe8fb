"""What must be asked before an answer is believed. Only impossible figures are refused."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median
from types import MappingProxyType
from typing import Literal

from content.answers import Answer, AnswerStatus
from content.indicators import Indicator

# block: cannot be. ask: probably a slip. warn: a reason is welcome, never demanded. info: noted.
Level = Literal["block", "ask", "warn", "info"]

_HUGE_SHARE = 20  # percent; spending on research is nowhere near
_SLIP = 8  # times the last figure: a digit too many or a separator misread
_SMALLEST_SLIP = 20  # below it a figure may well multiply


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about an answer. `code` names it for good, `facts` fill the sentence."""

    level: Level
    code: str
    facts: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))


def check(indicator: Indicator, answer: Answer, previous: Sequence[Answer]) -> tuple[Finding, ...]:
    """What is odd about an answer, given the earlier ones, newest first. The gravest first."""
    if answer.status not in _CHECKED:
        return ()
    known = [a for a in previous if a.value is not None]
    found = [finding for rule in _RULES for finding in rule(indicator, answer, known)]
    if any(finding.level == "block" for finding in found):
        found = [finding for finding in found if finding.level == "block"]
    return tuple(sorted(found, key=lambda finding: _GRAVITY.index(finding.level)))


def check_together(answers: Mapping[str, Answer]) -> tuple[Finding, ...]:
    """Figures of one report that contradict each other: more dossiers handled online than there
    were dossiers at all."""
    online, all_dossiers = answers.get("CS05"), answers.get("CS03")
    if online is None or all_dossiers is None:
        return ()
    part, whole = online.numerator, all_dossiers.denominator
    if part is None or whole is None or part <= whole:
        return ()
    return (Finding("warn", "more_online_than_received", {"part": part, "whole": whole}),)


def is_blocked(findings: Sequence[Finding]) -> bool:
    return any(finding.level == "block" for finding in findings)


_CHECKED = {AnswerStatus.VALUE, AnswerStatus.NO_ACTIVITY}  # "5/0" comes as no activity
_GRAVITY = ("block", "ask", "warn", "info")
_Rule = Callable[[Indicator, Answer, list[Answer]], Iterator[Finding]]


def _has_counts(answer: Answer) -> bool:
    return answer.numerator is not None


def _counts(indicator: Indicator, answer: Answer, known: list[Answer]) -> Iterator[Finding]:
    """Counts are whole and not negative, and a part is no larger than its whole. Money may have
    decimals, and may exceed what it is compared with."""
    part, whole = answer.numerator, answer.denominator
    counts = {"numerator": part, "denominator": whole}
    for name, count in counts.items():
        if count is not None and count < 0:
            yield Finding("block", f"{name}_negative", {name: count})
        elif count is not None and not indicator.counts_money and count % 1:
            yield Finding("block", f"{name}_not_whole", {name: count})
    if part is None or whole is None or indicator.counts_money:
        return
    if part > whole >= 0:
        yield Finding("block", "part_exceeds_whole", {"numerator": part, "denominator": whole})


def _bounds(indicator: Indicator, answer: Answer, known: list[Answer]) -> Iterator[Finding]:
    value, cap = answer.value, indicator.measure.cap
    if value is None:
        return
    if value < 0:
        yield Finding("block", "negative", {"value": value})
    if cap is not None and value > cap and answer.numerator is None:
        yield Finding("block", "above_cap", {"value": value, "cap": cap})
    if indicator.counts_money and value > _HUGE_SHARE:
        yield Finding("warn", "share_is_huge", {"value": value, "limit": Decimal(_HUGE_SHARE)})


def _percent_only(indicator: Indicator, answer: Answer, known: list[Answer]) -> Iterator[Finding]:
    """A rate without its counts is taken, but cannot enter a sum over units."""
    if indicator.measure.input == "ratio" and answer.value is not None and not _has_counts(answer):
        yield Finding("info", "percent_only", {"value": answer.value})


def _falls(indicator: Indicator, answer: Answer, known: list[Answer]) -> Iterator[Finding]:
    """What only adds up should not fall; it may, when staff leave."""
    last = known[0].numerator if known else None
    if not indicator.measure.cumulative or last is None or answer.numerator is None:
        return
    if answer.numerator < last:
        yield Finding("warn", "cumulative_fell", {"last": last, "numerator": answer.numerator})


def _new_whole(indicator: Indicator, answer: Answer, known: list[Answer]) -> Iterator[Finding]:
    last = known[0].denominator if known else None
    if not last or answer.denominator is None:
        return
    if abs(answer.denominator - last) * 10 > last:
        facts = {"last": last, "denominator": answer.denominator}
        yield Finding("warn", "denominator_changed", facts)


def _jump(indicator: Indicator, answer: Answer, known: list[Answer]) -> Iterator[Finding]:
    """From the third period on: more than 10 points, and more than three usual steps."""
    values = [a.value for a in known[:7] if a.value is not None]
    if answer.value is None or len(values) < 2:
        return
    usual = median(abs(b - a) for a, b in itertools.pairwise(values))
    change = answer.value - values[0]
    if abs(change) > max(Decimal(10), 3 * usual):
        yield Finding("warn", "jump", {"last": values[0], "change": change})


def _stale(indicator: Indicator, answer: Answer, known: list[Answer]) -> Iterator[Finding]:
    if indicator.suggested.is_steady or len(known) < 3 or answer.value is None:
        return
    if all(_figures(a) == _figures(answer) for a in known[:3]):
        yield Finding("info", "same_as_before", {"value": answer.value})


def _slip(indicator: Indicator, answer: Answer, known: list[Answer]) -> Iterator[Finding]:
    """A digit too many or too few, against the last figure of the same kind."""
    if not known:
        return
    last = known[0]
    for name, new, old in (
        ("numerator", answer.numerator, last.numerator),
        ("denominator", answer.denominator, last.denominator),
        ("value", answer.value, last.value),
    ):
        if name == "value" and _has_counts(answer):
            continue
        if new and old and _differs_by_digits(new, old):
            yield Finding("ask", f"{name}_slip", {"last": old, name: new})


def _differs_by_digits(new: Decimal, old: Decimal) -> bool:
    larger, smaller = max(abs(new), abs(old)), min(abs(new), abs(old))
    return larger >= _SMALLEST_SLIP and larger >= smaller * _SLIP


def _figures(answer: Answer) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return answer.numerator, answer.denominator, answer.value


_RULES: tuple[_Rule, ...] = (
    _counts, _bounds, _percent_only, _slip, _falls, _new_whole, _jump, _stale,
)  # fmt: skip
