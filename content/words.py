"""The interface's words: gettext messages (English msgid), dates and numbers through Babel."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from content.local_zone import LOCAL_ZONE

__all__ = [
    "LANGUAGES", "LOCAL_ZONE", "as_written", "day", "gettext", "language", "moment", "ngettext",
    "number", "percent", "speaking", "weekday_and_day",
]  # fmt: skip

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"
LOCALES = Path(__file__).parent / "locales"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything inside the block in this language."""
    token = _language.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _language.reset(token)


def language() -> str:
    return _language.get()


def gettext(message: str) -> str:
    return _catalogue(_language.get()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    return _catalogue(_language.get()).ngettext(singular, plural, count)


def number(value: Decimal | int, places: int | None = None) -> str:
    """1234.5 → "1.234,5" in Vietnamese; `places` fixes the decimals, else as many as there are.
    Halves are rounded up, as people do: 89,85 is 89,9."""
    pattern = "#,##0" + ("." + "0" * places if places else "" if places == 0 else ".##########")
    with localcontext(rounding=ROUND_HALF_UP):
        return format_decimal(value, format=pattern, locale=_locale())


def percent(value: Decimal, places: int = 1) -> str:
    """92.5 (already in percent) → "92,5 %"."""
    return f"{number(value, places)} %"


def day(value: date) -> str:
    """28/12/2026 in both languages: officials compare it with paper."""
    return value.strftime("%d/%m/%Y")


def weekday_and_day(value: date) -> str:
    """ "thứ Năm, 17/12/2026"."""
    weekday = as_written(format_date(value, "EEEE", locale=_locale()))
    if _language.get() == "vi":  # Babel's "Thứ Năm" is for the start of a sentence
        weekday = weekday[:1].lower() + weekday[1:]
    return f"{weekday}, {day(value)}"


def as_written(weekday: str) -> str:
    """Babel's "Chủ Nhật" as people here write it: "Chủ nhật", and "thứ Hai" as it is."""
    return weekday.replace("Chủ Nhật", "Chủ nhật")


def moment(value: datetime) -> str:
    """ "09:05 ngày 17/12/2026", local time."""
    local = value.astimezone(LOCAL_ZONE)
    return gettext("%(time)s on %(day)s") % {
        "time": local.strftime("%H:%M"),
        "day": day(local.date()),
    }


def _locale() -> Locale:
    return Locale(_language.get())


@cache
def _catalogue(language_code: str) -> NullTranslations:
    path = LOCALES / language_code / "LC_MESSAGES" / "messages.po"
    if not path.exists():  # English: the message ids are the text
        return NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language_code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
