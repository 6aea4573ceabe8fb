"""Shows tables: on the terminal, and as the page docs/benchmarks.md."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table as Printed

from benchmarks.results import Aim, Table, cell

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
_ABOUT = """# Benchmarks

`make bench` wrote this page from `benchmarks/results.json`.

What is measured runs in processes of its own, exactly as it is deployed. One other process
plays Telegram and the people, over HTTP on the same machine, by a hand-written protocol that
costs it little. Whatever is compared ran in turns within the same minutes; medians are shown.
SQLite and PostgreSQL both flush every commit to disk. Seconds depend on the machine, by a factor
of two even on the same one: **the ratios are what to read**.
"""


def show(console: Console, table: Table) -> None:
    printed = Printed(title=table.title, caption=table.method, title_justify="left")
    for number, column in enumerate(table.columns):
        printed.add_column(column, justify="right" if number else "left")
    for row in table.rows:
        printed.add_row(*map(cell, row))
    console.print(printed)
    for aim in table.aims:
        console.print(f"  {_mark(aim)} {aim.what}: {cell(aim.measured)} (aim {aim.wanted})")


def write(tables: Mapping[str, Table]) -> None:
    """All benchmarks that were ever run, each with its newest results."""
    aims = [(aim.what, cell(aim.measured), aim.wanted, _mark(aim)) for table in tables.values()
            for aim in table.aims]  # fmt: skip
    parts = [_ABOUT, "## Aims\n", *_markdown(("What", "measured", "aim", ""), aims)]
    for table in tables.values():
        parts += [f"\n## {table.title}\n", table.method + "\n"]
        parts += _markdown(table.columns, (list(map(cell, row)) for row in table.rows))
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n".join(parts) + "\n")


def _markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    rule = [":--", *["--:"] * (len(columns) - 1)]
    return ["| " + " | ".join(line) + " |" for line in (columns, rule, *rows)]


def _mark(aim: Aim) -> str:
    return "✓" if aim.is_met else "✗"
