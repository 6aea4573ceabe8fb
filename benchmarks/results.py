"""What a benchmark says: a table, and how it stands to its aims."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

Cell = str | float

FILE = Path(__file__).parent / "results.json"


@dataclass(frozen=True, slots=True)
class Aim:
    """Something wished for, and what came of it."""

    what: str
    wanted: str
    measured: float
    is_met: bool

    @classmethod
    def at_least(cls, floor: float, what: str, measured: float) -> Self:
        return cls(what, f"≥ {floor:g}", measured, measured >= floor)

    @classmethod
    def at_most(cls, ceiling: float, what: str, measured: float) -> Self:
        return cls(what, f"≤ {ceiling:g}", measured, measured <= ceiling)


@dataclass(frozen=True, slots=True)
class Table:
    """One benchmark. Ratios stand in the first columns: they say the same on any machine."""

    title: str
    method: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    aims: Sequence[Aim] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        aims = tuple(Aim(**aim) for aim in data["aims"])
        return cls(**{**data, "aims": aims})


def cell(value: Cell) -> str:
    """A number with the digits that mean something."""
    if isinstance(value, str):
        return value
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def load() -> dict[str, Table]:
    """By the benchmark's name, from the last runs."""
    if not FILE.exists():
        return {}
    return {name: Table.from_json(data) for name, data in json.loads(FILE.read_text()).items()}


def save(tables: Mapping[str, Table]) -> None:
    data = {name: asdict(table) for name, table in tables.items()}
    FILE.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
