"""The command line: `python -m bot run | demo | check | db upgrade | invite | tick | overdue |
zalo-consent`."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from bot.checking import check_content, counted
from bot.clock import Clock, StoppedClock
from bot.moments import read_moment
from bot.terminal import (
    check_unit,
    console,
    finish,
    read_settings,
    say_wrong,
    settings_with_account,
    settings_with_channel,
)
from content.roles import Role
from content.source import ContentErrors

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
db = typer.Typer(no_args_is_help=True, help="The database.")
app.add_typer(db, name="db")


class Form(StrEnum):
    JSON = "json"
    TABLE = "table"


@app.command()
def run(
    only: Annotated[
        str, typer.Option(help="Parts for a replica: intake,worker,sender,scheduler")
    ] = "",
) -> None:
    """Run the assistant until SIGTERM or Ctrl+C."""
    from bot.app import ALL_PARTS, Part  # noqa: PLC0415 - heavy
    from bot.service import serve  # noqa: PLC0415

    settings = settings_with_channel()
    try:
        parts = frozenset(Part(name.strip()) for name in only.split(",")) if only else ALL_PARTS
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--only") from error

    finish(serve(settings, parts))


@app.command()
def demo(port: Annotated[int, typer.Option(help="Port of the page on 127.0.0.1")] = 8080) -> None:
    """The whole assistant in a browser, without an account: http://127.0.0.1:8080"""
    from bot.demo import show  # noqa: PLC0415 - heavy

    finish(show(port))


@app.command()
def check() -> None:
    """Check the plan and the lessons; exit 1 on any problem, a lesson's overdue review too."""
    settings = read_settings()
    today = Clock().now().astimezone(settings.zone).date()
    try:
        plan, library = check_content(settings.content_dir, today)
    except ContentErrors as problems:
        for problem in problems.errors:
            say_wrong(str(problem))
        say_wrong(f"{len(problems.errors)} problem(s)")
        raise typer.Exit(1) from None
    for line in counted(plan, library):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


@db.command("upgrade")
def upgrade_database() -> None:
    """Bring the database to the newest schema."""
    from storage.migrate import upgrade  # noqa: PLC0415

    finish(upgrade(read_settings().database_url.get_secret_value()))
    console.print("The database is at the newest schema.")


@app.command()
def invite(
    role: Annotated[Role, typer.Argument(help="Whom the link makes of its user")],
    unit: Annotated[str | None, typer.Option(help="Code of the unit, for focal points")] = None,
    area: Annotated[str | None, typer.Option(help="Code of the area, for teams")] = None,
) -> None:
    """Make an invite to pass on, good once and for 7 days. The last line is `code: XXXX`."""
    from bot.errands import make_invite  # noqa: PLC0415 - heavy

    settings = settings_with_channel()
    check_unit(settings, role, unit)
    words, code = finish(make_invite(settings, Clock(), role, unit, area))
    console.print(words, markup=False, highlight=False, soft_wrap=True)
    print(f"code: {code}")


@app.command("zalo-consent")
def zalo_consent(
    redirect_uri: Annotated[
        str | None,
        typer.Option(help="Where Zalo sends the browser back; our own page if left out"),
    ] = None,
) -> None:
    """Get new tokens for the Official Account: an administrator agrees in a browser."""
    from bot.zalo_consent import Outcome, give_consent  # noqa: PLC0415 - heavy
    from bot.zalo_consent_words import ask, outcome_words  # noqa: PLC0415

    settings = settings_with_account()
    outcome = finish(give_consent(settings, Clock(), ask, redirect_uri=redirect_uri))
    if outcome is Outcome.STORED:
        console.print(outcome_words(outcome), markup=False, soft_wrap=True)
        return
    say_wrong(outcome_words(outcome))
    raise typer.Exit(1)


@app.command()
def tick(
    at: Annotated[str, typer.Option(help="ISO 8601; a bare date means that whole working day")],
) -> None:
    """Do every scheduled job due by then, deliver, and exit."""
    from bot.errands import tick_at  # noqa: PLC0415 - heavy

    settings = settings_with_channel()
    moment = read_moment(at, settings.zone)
    done, delivered = finish(tick_at(settings, StoppedClock(moment)))
    console.print(f"{moment.astimezone(settings.zone):%Y-%m-%d %H:%M}: "
                  f"{done} done, {delivered} messages delivered")  # fmt: skip


@app.command()
def overdue(
    at: Annotated[str, typer.Option(help="ISO 8601; now where left out")] = "",
    form: Annotated[Form, typer.Option("--format")] = Form.TABLE,
) -> None:
    """Which units have not reported although their day is past."""
    from bot.errands import list_overdue  # noqa: PLC0415 - heavy
    from bot.overdue_table import show  # noqa: PLC0415

    settings = read_settings()
    moment = read_moment(at, settings.zone) if at else datetime.now(UTC)  # noqa: TID251
    lines = finish(list_overdue(settings, moment))
    show(lines, as_json=form is Form.JSON, console=console)


if __name__ == "__main__":
    app(prog_name="python -m bot")
