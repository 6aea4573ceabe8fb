"""Anybody asks whether a certificate is true, by sending its code."""

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.types import Message

from content.certificate_codes import find_code, is_mistyped
from content.words import gettext as _
from handlers.citizen.certificate_words import true_lines
from handlers.screens import Screen
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome
from storage import code_guesses
from storage.learning import certificates

router = Router(name="verifying")


class SendsCertificateCode(Filter):
    """A code, whatever stands around it; None for what was meant as one and is none."""

    async def __call__(self, message: Message) -> bool | dict[str, str | None]:
        text = message.text or ""
        code = find_code(text)
        return {"code": code} if code or is_mistyped(text) else False


@router.message(SendsCertificateCode(), StateFilter(None, Welcome.answering), OnTurn())
async def verify(_message: Message, code: str | None, turn: Turn) -> None:
    """Without consent, too: nothing is kept of it but that a code was wrong."""
    turn.reply.send(Screen(await _answer(turn, code)))


async def _answer(turn: Turn, code: str | None) -> str:
    if code is None:  # no guess, so it is not held against anybody
        return _(
            "That code is not complete, or a letter of it is wrong. Please copy all of "
            "<b>CN-…</b> from the certificate and send it to me."
        )
    if await code_guesses.are_too_many(turn.session, turn.person.id, turn.now):
        return _("There were too many wrong codes. Please wait 15 minutes, then try again.")
    issued = await certificates.find(turn.session, code)
    if issued is None:
        await code_guesses.count(turn.session, turn.person.id, turn.now, of="certificate")
        return _("No certificate bears this code.")
    return "\n".join(true_lines(turn.library, issued))
