"""What must hold of all conversations together, whoever adds the next one."""

from collections.abc import Iterator

from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject

from handlers import dispatcher, routers


def _handlers(router: Router) -> Iterator[HandlerObject]:
    for observer in router.observers.values():
        yield from observer.handlers
    for inner in router.sub_routers:
        yield from _handlers(inner)


def test_no_filter_costs_a_thread() -> None:
    """aiogram runs a plain `F…` or a lambda in a thread, 60 to 120 µs for each update."""
    slow = [
        handler.callback.__qualname__
        for handler in _handlers(dispatcher())
        for each in handler.filters or ()
        if not each.awaitable
    ]
    assert slow == []


def test_every_handler_says_what_the_person_did() -> None:
    silent = [
        f"{handler.callback.__module__}.{handler.callback.__qualname__}"
        for handler in _handlers(dispatcher())
        if not handler.callback.__doc__
    ]
    assert silent == []


def test_the_fallback_is_asked_last() -> None:
    assert routers()[-1].name == "fallback"
