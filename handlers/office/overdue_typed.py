"""Which button of a screen of the office somebody has typed instead of tapping it."""

from aiogram.filters.callback_data import CallbackData

from content.list_choices import ListChoice, list_choice_of
from content.questions import page_named, place_named
from content.roles import Role
from handlers.office.invites import InviteFor
from handlers.office.overdue_choices import (
    AskRemindAll,
    AskWhomToRemind,
    CallListView,
    ChooseFilter,
    HandedInView,
    OpenUnit,
    OverdueView,
    RemindAll,
    RemindThese,
    RemindUnit,
)
from handlers.office.overdue_shown import Shown


def typed_door(text: str, shown: Shown) -> CallbackData | None:
    """The button of the shown screen that these words name."""
    door = shown.door
    if isinstance(door, OverdueView | HandedInView):
        return _unit_at(text, shown) or _turned(text, door) or _beside(text, door)
    if isinstance(door, CallListView):
        again = list_choice_of(text, (ListChoice.REFRESH,))
        return _unit_at(text, shown) or _turned(text, door) or (door if again else None)
    if isinstance(door, OpenUnit):
        return _of_unit(text, door) or _unit_at(text, shown)
    if isinstance(door, AskWhomToRemind):
        return _of_these(text, shown, door)
    if isinstance(door, AskRemindAll):
        chosen = list_choice_of(text, (ListChoice.REMIND, ListChoice.YES, ListChoice.NOT_NOW))
        if chosen in (ListChoice.REMIND, ListChoice.YES):
            return RemindAll(**door.model_dump())
        return OverdueView(**door.model_dump()) if chosen else None
    if isinstance(door, ChooseFilter):
        return OverdueView() if list_choice_of(text, (ListChoice.ALL,)) else None
    return None


def _unit_at(text: str, shown: Shown) -> CallbackData | None:
    place = place_named(text)
    code = shown.numbered(place) if place is not None else None
    page = shown.door.page if isinstance(shown.door, OverdueView | OpenUnit) else 0
    return OpenUnit(unit=code, page=page, **shown.choice()) if code else None


def _turned(text: str, view: OverdueView | HandedInView | CallListView) -> CallbackData | None:
    match list_choice_of(text, (ListChoice.MORE, ListChoice.EARLIER)):
        case ListChoice.MORE:
            return view.model_copy(update={"page": view.page + 1})
        case ListChoice.EARLIER:
            return view.model_copy(update={"page": view.page - 1})
    page = page_named(text)
    return view.model_copy(update={"page": page - 1}) if page else None


def _beside(text: str, view: OverdueView | HandedInView) -> CallbackData | None:
    match list_choice_of(
        text, (ListChoice.REFRESH, ListChoice.FILTER, ListChoice.ALL, ListChoice.REMIND)
    ):
        case ListChoice.REFRESH:
            return view
        case ListChoice.FILTER:
            return ChooseFilter()
        case ListChoice.ALL:
            return type(view)()
        case ListChoice.REMIND:
            return AskRemindAll(cadence=view.cadence, period=view.period)
    return None


def _of_unit(text: str, door: OpenUnit) -> CallbackData | None:
    match list_choice_of(text, (ListChoice.REMIND, ListChoice.INVITE, ListChoice.LIST)):
        case ListChoice.REMIND:
            return RemindUnit(**door.model_dump())
        case ListChoice.INVITE:
            return InviteFor(role=Role.FOCAL_POINT, unit=door.unit)
        case ListChoice.LIST:
            return OverdueView(**door.model_dump(exclude={"unit"}))
    return None


def _of_these(text: str, shown: Shown, door: AskWhomToRemind) -> CallbackData | None:
    place = place_named(text)
    if place is not None and (code := shown.numbered(place)):
        return RemindUnit(unit=code)
    match list_choice_of(text, (ListChoice.BOTH, ListChoice.NOT_NOW)):
        case ListChoice.BOTH:
            return RemindThese(**door.model_dump())
        case ListChoice.NOT_NOW:
            return OverdueView()
    return None


def filter_typed(text: str) -> CallbackData | None:
    """ "lọc" says what it wants, whatever stands last in the chat."""
    return ChooseFilter() if list_choice_of(text, (ListChoice.FILTER,)) else None
