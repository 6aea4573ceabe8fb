"""Several figures of one message, each given to the indicator it answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.answers import Answer
from content.figure_lists import Way
from content.figures import Figure, Fraction, NoActivity, NoData, Quantity, Unclear
from content.indicators import Indicator
from content.readings import can_be, reading_of


@dataclass(frozen=True, slots=True)
class Placed:
    """Figures beside their indicators, and how many found none."""

    figures: tuple[tuple[Indicator, Figure | Unclear], ...]
    left_over: int = 0

    @property
    def can_be(self) -> bool:
        """Whether the figures may have been meant like this."""
        return not self.left_over and all(
            isinstance(reading := reading_of(indicator, figure), Unclear)
            or can_be(indicator, reading)
            for indicator, figure in self.figures
        )

    @property
    def says_all(self) -> bool:
        """Whether nothing is left to ask but the yes."""
        return all(isinstance(reading_of(i, figure), Answer) for i, figure in self.figures)


def placed(figures: Sequence[Figure | Unclear], indicators: Sequence[Indicator]) -> Placed:
    """In the order of the form. What is told in words takes no figure."""
    are_figures = not all(isinstance(figure, NoActivity | NoData) for figure in figures)
    takers = [i for i in indicators if not (are_figures and i.measure.input == "narrative")]
    figures = paired(figures, takers)
    together = tuple(zip(takers, figures, strict=False))
    return Placed(together, len(figures) - len(together))


def possible_ways(ways: Sequence[Way], indicators: Sequence[Indicator]) -> tuple[Placed, ...]:
    """The ways to tell figures apart that may be meant. If none can be, the last: whatever is
    wrong with it is said where it is read back."""
    every = tuple(placed(way, indicators) for way in ways)
    return tuple(one for one in every if one.can_be) or every[-1:]


def paired(
    figures: Sequence[Figure | Unclear], indicators: Sequence[Indicator]
) -> tuple[Figure | Unclear, ...]:
    """Bare counts that go two by two, part before whole: "1234 1380" is one ratio, not two
    numerators. The read-back shows how they were taken."""
    counts = [f.value for f in figures if isinstance(f, Quantity) and not f.is_percent]
    pairs = [Fraction(part, whole) for part, whole in zip(counts[::2], counts[1::2], strict=False)]
    is_clear = (
        len(counts) == len(figures) == 2 * len(pairs)
        and all(0 <= pair.numerator <= pair.denominator for pair in pairs)
        and all(i.measure.input == "ratio" for i in indicators[: len(pairs)])
    )
    return tuple(pairs) if is_clear else tuple(figures)
