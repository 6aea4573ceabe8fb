"""`python -m benchmarks [--quick] [name …]`; the names are those of `Benchmark`."""

import importlib
from enum import StrEnum
from typing import Annotated

import typer
import uvloop
from rich.console import Console

from benchmarks import page, results
from benchmarks.databases import open_databases


class Benchmark(StrEnum):
    """Each is a module with `measure`."""

    RECEIVING = "receiving"
    REPORTING = "reporting"
    SENDING = "sending"
    TICKS = "ticks"
    MEMORY = "memory"
    LESSONS = "lessons"
    RECALL = "recall"
    SEARCHING = "searching"


def main(
    names: Annotated[list[Benchmark] | None, typer.Argument(help="All where left out")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Short runs; only printed")] = False,
) -> None:
    """Measure, print a table each, and write benchmarks/results.json and docs/benchmarks.md."""
    console = Console()
    tables = results.load()
    with open_databases() as databases:
        for name in names or list(Benchmark):
            measure = importlib.import_module(f"benchmarks.{name}").measure
            tables[name] = uvloop.run(measure(databases, is_quick=quick))
            page.show(console, tables[name])
    if not quick:
        ordered = {str(name): tables[name] for name in Benchmark if name in tables}
        results.save(ordered)
        page.write(ordered)


typer.run(main)
