"""What is typed in the report dialog: a choice in words, a figure, a reason, a story."""

import re
from dataclasses import replace

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import Message

from content.about_sent import AboutSent, about_sent
from content.answers import Answer, AnswerStatus
from content.asides import aside_of
from content.choices import Choice, choice_of
from content.commands import Word
from content.figures import Unclear
from content.folding import fold
from content.fraud import tells_of_fraud
from content.menus import number_of
from content.readings import Reading, read_answer, read_denominator
from content.small_talk import Asked, asked_of, courtesy_of
from content.text import clean, quote
from content.words import gettext as _
from content.words import number
from handlers.command_words import obey
from handlers.filters import PlainText, SaysWord
from handlers.focal.owed import due_sentence
from handlers.focal.report_access import sit_down
from handlers.focal.report_asking_back import is_bare_key, stands_to_be_asked
from handlers.focal.report_choices import choose
from handlers.focal.report_flow import show, slip, stand_at
from handlers.focal.report_noting import ask_which, record, take
from handlers.focal.report_offers import offered
from handlers.focal.report_opening import divide
from handlers.focal.report_place import Report
from handlers.focal.report_readback import pending
from handlers.focal.report_screens import what_is_missing
from handlers.focal.report_sitting import Sitting
from handlers.focal.report_taps import edit_line
from handlers.focal.report_unclear import why_unclear
from handlers.focal.report_words import ask_for_time, doubt, put
from handlers.screens import Screen
from handlers.turn import OnTurn, Turn
from handlers.welcome import fraud_help

router = Router(name="report_answers")

LONGEST_WORDS = 2000
LONGEST_REASON = 300
_SHOWN = 300
_LINE = re.compile(r"(?:sua|change|fix)? ?(?:dong|muc|line|so)? ?(\d{1,2})")
_IN_WORDS = {Report.narrating.state, Report.explaining.state, Report.doubting.state}
_ANSWERS = StateFilter(
    Report.answering, Report.denominator, Report.choosing, Report.confirming, Report.picking
)


@router.message(StateFilter(Report), SaysWord(), OnTurn())
async def type_command(message: Message, word: Word, turn: Turn) -> None:
    """A command word is never noted: what it may choose here it chooses, else it is obeyed."""
    sitting, text = await sit_down(turn), clean(message.text or "").strip()
    if sitting is None:
        return
    choice = choice_of(text, offered(sitting))
    stops = choice is Choice.CANCEL and "dung" in fold(text)  # an English "stop" only pauses
    if word is Word.DUNG and (stops or choice is None):
        await obey(turn, word)
    elif not await _is_choice(sitting, text):
        await _obey(sitting, word)


async def _obey(sitting: Sitting, word: Word) -> None:
    match word:
        case Word.NOP if sitting.state == Report.reviewing.state:
            await choose(sitting, Choice.SEND)
        case Word.NOP:
            await slip(sitting, _not_sent_yet())
        case Word.SUA:
            await stand_at(sitting, None)
        case Word.GIAHAN:
            await ask_for_time(sitting, word)
        case Word.HUY:
            await choose(sitting, Choice.CANCEL)
        case _:
            await obey(sitting.turn, word)


@router.message(_ANSWERS, PlainText(), OnTurn())
async def type_answer(message: Message, turn: Turn) -> None:
    """The indicator is answered, or what was read back is typed anew."""
    sitting, text = await _hear(message, turn)
    if sitting is None:
        return
    if sitting.is_told:
        await _type_words(sitting, text)
    else:
        await _type_figure(sitting, text)


@router.message(StateFilter(Report.narrating, Report.doubting), PlainText(), OnTurn())
async def type_story(message: Message, turn: Turn) -> None:
    """A question is answered in words, or it is typed anew what shall be written."""
    sitting, text = await _hear(message, turn)
    if sitting is None:
        return
    if sitting.state == Report.doubting.state and courtesy_of(text):
        show(sitting, _("Please choose one of these."))
    elif sitting.is_told:
        await _type_words(sitting, text)
    else:
        await _explain(sitting, text)


@router.message(StateFilter(Report.explaining), PlainText(), OnTurn())
async def type_reason(message: Message, turn: Turn) -> None:
    """Why a figure is unusual."""
    sitting, text = await _hear(message, turn)
    if sitting is not None:
        await _explain(sitting, text)


@router.message(StateFilter(Report.reviewing, Report.sending), PlainText(), OnTurn())
async def type_at_summary(message: Message, turn: Turn) -> None:
    """The number of a line to change, or a word to send it all."""
    sitting, text = await _hear(message, turn)
    if sitting is None:
        return
    is_asked = sitting.state == Report.sending.state  # there a bare number is one of two choices
    line = _LINE.fullmatch(fold(text))
    if line and not (is_asked and number_of(text) is not None):
        await edit_line(sitting, int(line[1]))
    elif about_sent(text) in (AboutSent.ASKED, AboutSent.CLAIMED):
        await slip(sitting, _("⚠ It is not sent yet. To send it, choose “Send the report”."))
    elif await ask_for_time(sitting, text):
        return
    elif is_asked:
        show(sitting, _choose_first(text))
    else:
        first = _("Choose below, or type the number of the line you want to change.")
        await slip(sitting, first)


@router.message(
    StateFilter(
        Report.starting, Report.replacing, Report.resuming, Report.several, Report.nothing
    ),
    PlainText(),
    OnTurn(),
)
async def type_instead_of_choosing(message: Message, turn: Turn) -> None:
    """Only a choice is awaited here."""
    sitting, text = await _hear(message, turn)
    if sitting is not None and not await ask_for_time(sitting, text):
        show(sitting, _choose_first(text))


@router.message(StateFilter(Report.dividing), PlainText(), OnTurn())
async def type_figures_anew(message: Message, turn: Turn) -> None:
    """The figures are typed again, told apart more clearly."""
    sitting, text = await _hear(message, turn)
    if sitting is None or await divide(sitting, text):
        return
    if not await ask_for_time(sitting, text):
        show(sitting, _choose_first(text))


def _choose_first(text: str) -> str:
    """Figures that came a moment too early are not kept, and that is said."""
    choose_one = _("Please choose one of these.")
    if number_of(text) is not None or not any(sign.isdigit() for sign in text):
        return choose_one
    lost = _("⚠ I have not kept “%(words)s”: please type it again afterwards.")
    return f"{lost % {'words': quote(text, _SHOWN)}} {choose_one}"


async def _hear(message: Message, turn: Turn) -> tuple[Sitting | None, str]:
    """The dialog and what was typed; no dialog where the text was a choice and is done."""
    text = clean(message.text or "").strip()
    sitting = await sit_down(turn)
    if sitting is None or await _is_choice(sitting, text):
        return None, text
    if tells_of_fraud(text) and not _awaits_words(sitting):
        turn.reply.send(Screen(fraud_help()))  # and below it what was asked, once more
    return sitting, text


def _awaits_words(sitting: Sitting) -> bool:
    """Then what is written there is asked about first, and the help stands above the question."""
    return sitting.state in _IN_WORDS or (
        sitting.is_told and sitting.state == Report.answering.state
    )


async def _is_choice(sitting: Sitting, text: str) -> bool:
    """Whether it was one of the choices on offer; then it is done."""
    choice = choice_of(text, offered(sitting))
    if sitting.state == Report.replacing.state and about_sent(text) is AboutSent.TO_CORRECT:
        choice = Choice.ANYWAY  # "sửa" says yes to a new version
    if await stands_to_be_asked(sitting, text, choice):
        show(sitting)
        return True
    if choice is not None:
        await choose(sitting, choice)
    return choice is not None


async def _type_words(sitting: Sitting, text: str) -> None:
    """Words are noted, unless they were hardly meant for the report: then it is asked."""
    if not await _fits(sitting, text, LONGEST_WORDS):
        return
    answer = Answer(AnswerStatus.WORDS, words=text)
    is_content = aside_of(text, sitting.turn.today) is None and await sitting.is_before_eyes()
    await (put if is_content else doubt)(sitting, answer)


async def _explain(sitting: Sitting, text: str) -> None:
    if not await _fits(sitting, text, LONGEST_REASON):
        return
    if aside_of(text, sitting.turn.today):
        await doubt(sitting, replace(pending(sitting), words=text))
    else:
        await record(sitting, pending(sitting), reason=text)


async def _type_figure(sitting: Sitting, text: str) -> None:
    if await is_bare_key(sitting, text):
        show(sitting)
        return
    if sitting.state == Report.denominator.state and choice_of(text, (Choice.NOTHING,)):
        await ask_which(sitting, Unclear("none_or_zero"))
        return
    match _read(sitting, text):
        case None:
            rate = _("Here I need a count, not a rate. Choose “Back” to give only the rate.")
            await slip(sitting, f"{rate} {what_is_missing(sitting)}")
        case Unclear(candidates=(), reason=reason) as unclear if reason != "none_or_zero":
            if not await ask_for_time(sitting, text):
                await slip(sitting, _no_figure(sitting, text, unclear))
        case Unclear() as unclear:
            await ask_which(sitting, unclear)
        case reading:
            await take(sitting, reading)


def _no_figure(sitting: Sitting, text: str, unclear: Unclear) -> str:
    """Words where a figure is awaited: they are answered as far as they ask something."""
    turn = sitting.turn
    said = about_sent(text)
    if said in (AboutSent.ASKED, AboutSent.CLAIMED):
        return _not_sent_yet()
    if asked_of(text) is Asked.DUE:
        return due_sentence(turn.plan, sitting.obligation, turn.today)
    if sitting.state == Report.denominator.state and unclear.reason == "not_a_number":
        return what_is_missing(sitting)
    is_read_back = sitting.state in (Report.confirming.state, Report.picking.state)
    if is_read_back and unclear.reason == "not_a_number":
        return _("Please choose “Correct” or “Change”, or type the right figure.")
    return why_unclear(unclear)


def _not_sent_yet() -> str:
    return _("⚠ The report is not sent yet; this comes first:")


def _read(sitting: Sitting, text: str) -> Reading | None:
    if sitting.place.numerator is None:
        return read_answer(sitting.indicator, text)
    return read_denominator(sitting.indicator, sitting.place.counted, text)


async def _fits(sitting: Sitting, text: str, longest: int) -> bool:
    """Whether the text can be noted as it is. Nothing is cut off behind somebody's back."""
    if 0 < len(text) <= longest:
        return True
    facts = {"longest": number(longest), "length": number(len(text))}
    problem = _("Your text has %(length)s characters; at most %(longest)s fit. Please shorten it.")
    await slip(sitting, problem % facts if text else _("Please type a few words."))
    return False
