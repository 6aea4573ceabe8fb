"""The database's own clock in epoch seconds: leases and retries of all hosts go by it."""

from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class database_clock(FunctionElement[float]):  # noqa: N801 - reads as the SQL function it is
    """Seconds since 1970 as the database sees them, at the moment of the statement."""

    inherit_cache = True  # else each statement that holds it is compiled anew, each time
    type = Float()


@compiles(database_clock, "sqlite")
def _on_sqlite(_element: database_clock, _compiler: Any, **_: Any) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(database_clock, "postgresql")
def _on_postgresql(_element: database_clock, _compiler: Any, **_: Any) -> str:
    return "extract(epoch FROM clock_timestamp())::float8"
