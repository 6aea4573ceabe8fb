"""Log lines: a sentence, a stable `action`, facts. Never a token, never what people wrote."""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog
from sqlalchemy.exc import SQLAlchemyError
from structlog.typing import Processor

_TOKEN = re.compile(r"\d{4,}:[A-Za-z0-9_-]{20,}")
_SAYS_ITS_MESSAGE = (OSError, SQLAlchemyError)  # others may quote a person
_OURS = ("bot", "handlers", "storage", "content")
_MUTE = ("telegram",)  # what goes wrong there we say ourselves; it would quote the answer


def configure(level: str, form: Literal["text", "json"]) -> None:
    """Send everything, our own lines and the libraries', through one redacting chain."""
    chain: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        tell_where_it_broke,
        redact,
    ]
    structlog.configure(
        processors=[*chain, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processor=renderer, foreign_pre_chain=chain)
    )
    # Libraries tell their troubles only: at DEBUG the SQLite driver prints what people wrote.
    logging.basicConfig(level=max(logging.WARNING, _number(level)), handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    for name in _MUTE:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _number(level: str) -> int:
    return logging.getLevelNamesMapping()[level]


def tell_where_it_broke(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """The traceback's places and the error's type; its message only where it quotes nobody."""
    given = event.pop("exc_info", None)
    if not given:
        return event
    error = given if isinstance(given, BaseException) else sys.exc_info()[1]
    if isinstance(given, tuple):
        error = given[1]
    if error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        event["error"] = type(error).__name__
        event["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
        if isinstance(error, _SAYS_ITS_MESSAGE):
            event["reason"] = str(error)
    return event


def redact(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Take tokens out of every value, wherever a library put them."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _TOKEN.sub("[token]", value)
    return event
