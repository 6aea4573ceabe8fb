"""What to do next about the tokens, decided from what is known. No clock, no network.

A refresh token works once. Before it is shown to Zalo, that is written down (`spending`). Where it
stands written and nobody knows what came of it, the access token tells: issuing a new one ends the
old, so one that still works means that nothing was used up. Where it works no more, the refresh
token is shown once again; only a refusal is final.

Only who leads asks, settles or spends: an access token tells nothing while another process may
have the refresh token on the wire.
"""

from dataclasses import dataclass
from enum import Enum, auto


class Step(Enum):
    USE = auto()  # the access token is good
    PROBE = auto()  # ask Zalo whether it is
    SETTLE = auto()  # nothing was used up after all
    SPEND_SEED = auto()  # use up the refresh token of the settings
    SPEND_PAIR = auto()  # use up the one we hold
    WAIT = auto()  # there is something to do, and it may not be done now
    MOURN = auto()  # nothing works; an operator must give consent again


@dataclass(frozen=True, slots=True)
class Situation:
    """Refresh tokens are named by their fingerprints."""

    has_access: bool = False  # not expired, and nobody said that it was refused
    access_works: bool = False  # Zalo said so just now
    refresh_due: bool = False
    pair: str | None = None
    seed: str | None = None
    seeds: frozenset[str] = frozenset()  # those of the settings that had their turn
    spending: str | None = None
    is_dead: bool = False
    may_act: bool = True


def next_step(now: Situation) -> Step:
    if now.spending is not None:
        return _if_allowed(now, _after_doubt(now))
    if now.seed is not None and now.seed not in now.seeds:
        # The operator gave a new one: it heals, or replaces.
        return _if_allowed(now, Step.SPEND_SEED)
    if now.is_dead or now.pair is None:
        return Step.USE if now.has_access else Step.MOURN
    if not now.has_access or now.refresh_due:
        return _if_allowed(now, Step.SPEND_PAIR)
    return Step.USE


def _after_doubt(now: Situation) -> Step:
    """A refresh token was perhaps used up."""
    if now.spending == now.seed:
        return Step.SPEND_SEED
    if now.spending != now.pair or now.access_works:
        return Step.SETTLE
    return Step.PROBE if now.has_access else Step.SPEND_PAIR


def _if_allowed(now: Situation, step: Step) -> Step:
    if now.may_act:
        return step
    return Step.USE if now.has_access else Step.WAIT
