"""Strict values as they stand in the YAML files: nothing unknown, nothing converted in silence."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

Value = TypeVar("Value")


class Entry(BaseModel):
    """One thing in a content file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Setting(Entry, Generic[Value]):
    """A value the plan does not give. `suggested` until the ward confirms it."""

    value: Value
    status: Literal["suggested", "confirmed"]
    basis: str


def _exact(value: Any) -> Any:
    return Decimal(value) if type(value) is int else value


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _clock(value: Any) -> Any:
    return time.fromisoformat(value) if isinstance(value, str) else value


Exact = Annotated[Decimal, BeforeValidator(_exact)]
Day = Annotated[date, BeforeValidator(_day)]
ClockTime = Annotated[time, BeforeValidator(_clock)]
Status = Literal["suggested", "confirmed"]
