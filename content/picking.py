"""What somebody means who types a number where there are no buttons.

It decides only where it is certain which list they were looking at: a message may have come in
between, nobody may know whether it arrived, the platform may tell of the number an hour late.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from content.menus import Menu, is_number, is_page, same_words

_TAG = re.compile(r"(.{1,100}) #([0-9]{1,18})\.([0-9]{1,2})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OnScreen:
    """A message of ours as it stands in a chat."""

    letter_id: int
    menu: Menu | None = None
    text: str | None = None  # None where that is forgotten by now
    at: datetime | None = None  # by the platform's clock; None: nobody knows whether it arrived
    message_id: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """An option, and the menu it stands in."""

    data: str
    menu: Menu


@dataclass(frozen=True, slots=True)
class Unclear:
    """It may mean one thing or another; this is what should be asked again."""

    asked: OnScreen | None


def pick(
    text: str, screens: Sequence[OnScreen], *, at: datetime | None, quoted: str | None
) -> Picked | Unclear | None:
    """`screens` are the last messages of the chat, the newest first. None: it picks nothing, and
    is words, or a figure, for the conversation."""
    if tapped := _TAG.fullmatch(text):
        return _tapped(tapped[1], int(tapped[2]), int(tapped[3]), screens)
    if quoted is not None:
        answered = next((s for s in screens if s.message_id == quoted), None)
        if answered is None:
            meant = _meant(text, screens[:1], may_be_another=True)
            return Unclear(screens[0]) if meant else None
        return _meant(text, [answered])
    seen = perhaps_seen(screens, at)
    is_known = bool(seen) and _has_surely_stood(seen[-1], at)
    return _meant(text, seen, may_be_another=not is_known)


def last_numbered(text: str, screens: Sequence[OnScreen]) -> OnScreen | None:
    """The newest list that a number may have been meant for which picked nothing: words stand
    below it that nobody asked for."""
    if not is_number(text):
        return None
    lists = ((screen, screen.menu) for screen in screens if screen.text is not None)
    return next((s for s, menu in lists if menu and menu.has_numbers and menu.pick(text)), None)


def is_clear(screens: Sequence[OnScreen], at: datetime | None) -> bool:
    """Whether whoever typed something had the newest message before their eyes."""
    return not screens or _has_surely_stood(screens[0], at)


def perhaps_seen(screens: Sequence[OnScreen], at: datetime | None) -> list[OnScreen]:
    """Those of which each may have stood last when somebody typed at that moment."""
    for number, screen in enumerate(screens, start=1):
        if _has_surely_stood(screen, at):
            return list(screens[:number])
    return list(screens)


def tag(letter_id: int, number: int, label: str) -> str:
    """What a button says when it is tapped: buttons stay in a chat for ever, so it names its
    letter."""
    return f"{label} #{letter_id}.{number}"


def _has_surely_stood(screen: OnScreen, at: datetime | None) -> bool:
    return screen.at is not None and (at is None or screen.at <= at)


def _tapped(
    label: str, letter_id: int, number: int, screens: Sequence[OnScreen]
) -> Picked | Unclear | None:
    screen = next((s for s in screens if s.letter_id == letter_id), None)
    if screen is None or screen.menu is None:
        return Unclear(screens[0] if screens else None)
    option = screen.menu.options[number - 1 : number]
    if not option or not same_words(option[0][0], label):
        return Unclear(screen)
    return Picked(option[0][1], screen.menu)


def _meant(
    text: str, seen: Sequence[OnScreen], *, may_be_another: bool = False
) -> Picked | Unclear | None:
    """A number must mean the same under all of them; a label tells which one was read."""
    offering = [(screen, screen.menu) for screen in seen if screen.menu]
    found = [(s, Picked(data, menu)) for s, menu in offering if (data := menu.pick(text))]
    if not found:
        return None
    newest, picked = found[0]
    is_one = all(_same(picked, other) for _, other in found)
    is_everywhere = len(found) == len(seen) and not may_be_another
    if is_one and (is_everywhere or not is_number(text)):
        return picked
    return Unclear(newest)


def _same(one: Picked, other: Picked) -> bool:
    """ "Xem tiếp" of two lists goes to two places."""
    return one.data == other.data and (not is_page(one.data) or one.menu == other.menu)
