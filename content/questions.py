"""Questions and wishes of the standing office in its own words, typed or dictated."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from content import question_words as known
from content.asked_periods import NoSuch, asked_period, spelled_out
from content.periods import Cadence, Period
from content.unit_names import NamedUnits, units_named
from content.units import Unit


class About(StrEnum):
    """What the words are about."""

    OVERDUE = "overdue"  # who is overdue or has still to report; how things stand
    HANDED_IN = "handed_in"  # who has reported
    UNITS = "units"  # how these units stand
    REMIND = "remind"  # these units, or all that are overdue
    MORE_TIME = "more_time"  # these units are to be given more time
    TO_CALL = "to_call"  # whom no message reaches
    BEYOND = "beyond"  # figures and tasks: nothing of ours answers that


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of one cadence, or of the period that ends in a month, or of all."""

    about: About
    cadence: Cadence | None = None
    period: str | None = None  # Period.key: "2026-12"
    units: tuple[str, ...] = ()
    place: int | None = None  # the number of a unit in the list
    is_of_all: bool = False  # asks who of all units: "ai", "đơn vị nào", "tất cả"
    named: Period | None = None  # the period as it was said
    no_such: NoSuch | None = None


_LONGEST = 200
_SHORT = 6  # words; so few need not say "who"


def office_question(text: str, today: date, units: Collection[Unit]) -> Question | None:
    """What the words ask, with or without diacritics; None if they ask something else."""
    words = _plain(text) if len(text) <= _LONGEST else ""
    if not words:
        return None
    if granted := _more_time(text, words, units):
        return granted
    if known.OF_SELF.search(words):
        return None
    found = asked_period(words, today)
    around = words if found is None else found.rest
    about = _wish(text, words, units) or _about(text, words, around, units)
    if about is None and found and known.AROUND_PERIOD.fullmatch(around):
        about = Question(About.OVERDUE)
    if about is None or found is None:
        return about
    return replace(
        about,
        cadence=found.cadence,
        period=found.period,
        named=found.named,
        no_such=found.no_such,
    )


def place_named(text: str) -> int | None:
    """The number of something in a list, and nothing else: "3", "số 3", "mục 3."."""
    match = known.PLACE.fullmatch(_plain(text).removeprefix("xem ").removeprefix("mo "))
    return int(match[1]) if match else None


def page_named(text: str) -> int | None:
    """ "trang 2"."""
    match = re.fullmatch(r"(?:xem |den |sang )?(?:trang|page) (\d{1,4})", _plain(text))
    return int(match[1]) if match else None


def _plain(text: str) -> str:
    """Folded, without punctuation and courtesy, with the short forms written out."""
    bare = " ".join(re.sub(r"[^\w\s/'-]", " ", text).split())
    words = known.IS_SHORTENED.sub(lambda match: known.SHORTENED[match[0]], spelled_out(bare))
    return " ".join(known.COURTESY.sub(" ", words).split())


def _wish(text: str, words: str, units: Collection[Unit]) -> Question | None:
    """Somebody is to be reminded; but "nhắc ai rồi?" is a question."""
    match = known.REMIND.match(words)
    if match is None or known.NOT_A_WISH.search(words):
        return None
    rest = words[match.end() :].strip()
    named = units_named(_after_wish(text), units)
    is_of_all = bool(known.ALL.search(rest)) and not named.codes
    place = known.PLACE.fullmatch(rest)
    if len(rest.split()) > _SHORT and not (is_of_all or named.codes):
        return None
    return Question(
        About.REMIND,
        units=named.codes,
        is_of_all=is_of_all,
        place=int(place[1]) if place else None,
    )


def _more_time(text: str, words: str, units: Collection[Unit]) -> Question | None:
    """ "gia hạn cho mặt trận đến 23/12", of others: "xin gia hạn" is about the own report."""
    is_given = known.GIVE_TIME.match(words) and known.MORE_TIME.search(words)
    if not is_given or known.NOT_GIVEN.search(words):
        return None
    named = units_named(text, units)
    return Question(About.MORE_TIME, units=named.codes) if named.codes else None


def _after_wish(text: str) -> str:
    """As typed, since a code is a code only as it is written."""
    return re.sub(r"(?i)^.*?\b(?:nhắc|nhac|đốc|doc|thúc|thuc|giục|giuc|remind)\b", "", text)


def _about(text: str, words: str, around: str, units: Collection[Unit]) -> Question | None:
    if known.BEYOND.search(words):
        return Question(About.BEYOND) if known.ASKS.search(words) else None
    if known.COMPILE.search(words) and not (known.HOW.search(words) or known.LATE.search(words)):
        return Question(About.BEYOND)
    is_of_all = known.WHO.search(words) is not None
    if known.TO_CALL.search(words) and not units_named(text, units).codes:
        return Question(About.TO_CALL, is_of_all=is_of_all)
    if codes := _asked_units(units_named(text, units), around, is_of_all=is_of_all):
        return Question(About.UNITS, units=codes)
    is_asking = is_of_all or bool(known.SHOW.search(words)) or len(words.split()) <= _SHORT
    if is_asking and known.LATE.search(words):
        return Question(About.OVERDUE, is_of_all=is_of_all)
    if is_asking and known.HANDED_IN.search(words) and not known.IS_OPEN.search(words):
        return Question(About.HANDED_IN, is_of_all=is_of_all)
    if known.HOW_THINGS_STAND.search(words) and (
        around != words or known.OF_REPORTS.search(words)
    ):
        return Question(About.OVERDUE, is_of_all=is_of_all)
    return None


def _asked_units(named: NamedUnits, around: str, *, is_of_all: bool) -> tuple[str, ...]:
    """The units that are meant: "công an nộp chưa", "trạm y tế"; not "đơn vị nào trên địa bàn"."""
    if not named.codes:
        return ()
    if known.OF_PERSONS.search(around):
        return named.codes
    if is_of_all:
        return ()
    is_about_reports = any(
        pattern.search(around) for pattern in (known.LATE, known.HOW_THINGS_STAND, known.REPORTING)
    )
    return named.codes if is_about_reports or known.AROUND_UNIT.fullmatch(named.rest) else ()
