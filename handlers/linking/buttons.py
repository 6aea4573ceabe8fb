"""What can be tapped while two chats are being linked."""

from aiogram.filters.callback_data import CallbackData

from handlers.screens import RowId


class ShowCode(CallbackData, prefix="linkc"):
    """A code for yet another app."""


class SaysMine(CallbackData, prefix="linky"):
    """The other chat is mine as well."""

    link: RowId


class SaysNotMine(CallbackData, prefix="linkn"):
    link: RowId


class AskPart(CallbackData, prefix="partq"):
    """This chat shall not be mine any more."""

    address: RowId


class Part(CallbackData, prefix="part"):
    address: RowId


class GoOnHere(CallbackData, prefix="here"):
    """What was begun in another chat, shown in this one."""
