"""Where people come in: what they open on each channel we have."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WaysIn:
    """Each channel that is configured, with its address; empty where we do not know it (yet)."""

    links: Mapping[str, str]
