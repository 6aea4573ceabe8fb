"""Reads the moment an operator names on the command line."""

from datetime import date, datetime, time, tzinfo

import typer

_END_OF_SENDING = time(16, 59)  # the last minute of a working day in which reminders go out


def read_moment(text: str, zone: tzinfo) -> datetime:
    """ISO 8601. Without an offset it is local; a bare date stands for its whole working day."""
    try:
        if len(text) == len("2026-12-10"):
            return datetime.combine(date.fromisoformat(text), _END_OF_SENDING, zone)
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is not a moment like 2026-12-10 or 2026-12-10T08:00:00+07:00"
        raise typer.BadParameter(message, param_hint="--at") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
