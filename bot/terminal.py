"""What every command needs of a terminal: settings, sentences about what is wrong, an end."""

from collections.abc import Coroutine
from typing import Any, TypeVar

import typer
import uvloop
from pydantic import ValidationError
from rich.console import Console

from bot import logs
from bot.config import Settings
from content.catalogue import ContentErrors, load
from content.roles import Role, needs_unit

console = Console()
_errors = Console(stderr=True)
T = TypeVar("T")


def read_settings() -> Settings:
    """From the environment and .env; what cannot work is named, and ends the command."""
    try:
        settings = Settings()
    except ValidationError as problems:
        for problem in problems.errors(include_input=False):
            name = ".".join(str(part) for part in problem["loc"]).upper()
            say_wrong(f"{name or 'Settings'}: {problem['msg']}")
        raise typer.Exit(2) from None
    logs.configure(settings.log_level, settings.log_format)
    return settings


def settings_with_channel() -> Settings:
    """The same where people have to be reached."""
    settings = read_settings()
    if not (settings.telegram_token or settings.zalo_bot_token or settings.zalo_oa_app_id):
        say_wrong(_NO_CHANNEL)
        raise typer.Exit(2)
    return settings


def settings_with_account() -> Settings:
    """The same for what concerns the Official Account alone."""
    settings = read_settings()
    if not settings.zalo_oa_app_id:
        say_wrong(
            "ZALO_OA_APP_ID is not set: no Official Account is configured "
            "(see .env.example and docs/operations.md)"
        )
        raise typer.Exit(2)
    return settings


_NO_CHANNEL = """\
No channel is configured. Put at least one into .env (see .env.example):
  Telegram      TELEGRAM_TOKEN: write /newbot to @BotFather on Telegram
  Zalo Bot      ZALO_BOT_TOKEN: in the Zalo app, "Zalo Bot Manager", "Tạo bot" (Zalo Bot Creator);
                for a trial among staff
  Zalo OA       ZALO_OA_APP_ID and what belongs to it: the ward's Official Account and an app at
                https://developers.zalo.me
How to get each, step by step: docs/guides/vi/kenh-lien-lac.md
Or try everything without an account: python -m bot demo"""


def check_unit(settings: Settings, role: Role, unit: str | None) -> None:
    """A focal point reports for a unit of the plan."""
    known = ", ".join(load(settings.content_dir / "plan").units)
    if unit is None and needs_unit(role):
        say_wrong(f"A {role} needs --unit, one of: {known}")
        raise typer.Exit(2)
    if unit is not None and unit not in known.split(", "):
        say_wrong(f"The plan has no unit {unit}. It has: {known}")
        raise typer.Exit(2)


def say_wrong(sentence: str) -> None:
    _errors.print(sentence, markup=False, highlight=False, soft_wrap=True)


def finish(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end; content that does not hold refuses to start."""
    try:
        return uvloop.run(work)
    except ContentErrors as problems:
        for problem in problems.errors:
            say_wrong(str(problem))
        raise typer.Exit(2) from None
