"""Which message comes next in the game "real or fake?".

Of any ten in a row five are genuine: where most are scams, people learn to say "scam" to
everything. Chance is an argument, so that the same sitting always runs the same way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from content.library import Library, PracticeMessage

RUN = 10  # after so many the two scores are told
_OF_EACH = RUN // 2


@dataclass(frozen=True, slots=True)
class Judged:
    """What a learner took a message for, the last time."""

    was_right: bool
    at: datetime


def choose(
    library: Library, judged: Mapping[str, Judged], place: int, chance: str
) -> PracticeMessage | None:
    """The message at this place of a sitting. Whatever was never seen comes first; then, of what
    was seen longest ago, what was missed."""
    order = [library.practice[id_] for id_ in _shuffled(library.practice, chance)]
    wanted = is_genuine_at(place, chance)
    of_kind = [message for message in order if message.is_genuine is wanted] or order
    if not of_kind:
        return None
    unseen = [message for message in of_kind if message.id not in judged]
    if not judged:  # nothing is remembered: they follow one another
        return of_kind[_before(place, chance, wanted=wanted) % len(of_kind)]
    if unseen:
        return unseen[0]
    oldest = sorted(of_kind, key=lambda message: judged[message.id].at)
    rested = oldest[: (len(oldest) + 1) // 2]
    return min(rested, key=lambda message: judged[message.id].was_right)


def is_genuine_at(place: int, chance: str) -> bool:
    """The same ten kinds over and over: wherever one begins, five of ten are genuine."""
    genuine = _shuffled(map(str, range(RUN)), chance)[:_OF_EACH]
    return str(place % RUN) in genuine


def _before(place: int, chance: str, *, wanted: bool) -> int:
    """How many of this kind there were before."""
    whole, rest = divmod(place, RUN)
    return whole * _OF_EACH + sum(
        is_genuine_at(earlier, chance) is wanted for earlier in range(rest)
    )


def _shuffled(names: Iterable[str], chance: str) -> list[str]:
    """The same chance gives the same order on every machine."""
    return sorted(names, key=lambda name: sha256(f"{chance} {name}".encode()).digest())
