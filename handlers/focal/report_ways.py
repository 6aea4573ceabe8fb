"""How the figures of one message may be told apart, and whether that has to be asked."""

from content.figure_lists import ways_to_read
from content.indicators import Indicator
from content.placing import Placed, possible_ways
from handlers.focal.report_sitting import Sitting


def possible(sitting: Sitting) -> tuple[Placed, ...]:
    """The ways to tell apart what was typed, for the indicators without an answer."""
    return possible_ways(ways_to_read(sitting.place.said), open_indicators(sitting))


def is_open_to_doubt(sitting: Sitting) -> bool:
    """Whether it has to be asked how the figures are told apart. The only possible way is asked
    too while the read-back would show but half of it."""
    ways = possible(sitting)
    if len(ways) == 1:
        return len(ways_to_read(sitting.place.said)) > 1 and not ways[0].says_all
    return len(ways) > 1


def open_indicators(sitting: Sitting) -> list[Indicator]:
    return [i for i in sitting.form.indicators if i.code not in sitting.answers]
