"""What is typed in the report dialog: a choice in words, a figure, a reason, a story."""

import re

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import Message

from content.about_sent import AboutSent, about_sent
from content.answers import Answer, AnswerStatus
from content.choices import Choice, choice_of
from content.commands import command_word
from content.figures import Unclear
from content.folding import fold
from content.readings import Reading, read_answer, read_denominator
from content.text import clean
from content.words import gettext as _
from content.words import number
from handlers.filters import PlainText
from handlers.focal.report_access import sit_down
from handlers.focal.report_choices import choose
from handlers.focal.report_flow import show
from handlers.focal.report_noting import ask_which, record, take, tell
from handlers.focal.report_offers import offered
from handlers.focal.report_opening import divide
from handlers.focal.report_place import Report
from handlers.focal.report_readback import pending
from handlers.focal.report_sitting import Sitting
from handlers.focal.report_taps import edit_line
from handlers.turn import OnTurn, Turn

router = Router(name="report_answers")

LONGEST_WORDS = 2000
LONGEST_REASON = 300
_LINE = re.compile(r"(?:sua|change|fix)? ?(?:dong|muc|line|so)? ?(\d{1,2})")
_ANSWERS = StateFilter(Report.answering, Report.denominator, Report.choosing, Report.confirming)


@router.message(_ANSWERS, PlainText(), OnTurn())
async def type_answer(message: Message, turn: Turn) -> None:
    """The indicator is answered, or what was read back is typed anew."""
    sitting, text = await _hear(message, turn)
    if sitting is None:
        return
    if sitting.indicator.measure.input == "narrative":
        await _type_words(sitting, text)
    else:
        await _type_figure(sitting, text)


@router.message(StateFilter(Report.narrating), PlainText(), OnTurn())
async def type_story(message: Message, turn: Turn) -> None:
    """A question is answered in words."""
    sitting, text = await _hear(message, turn)
    if sitting is not None and _fits(sitting, text, LONGEST_WORDS):
        await tell(sitting, Answer(AnswerStatus.WORDS, words=text))


@router.message(StateFilter(Report.explaining), PlainText(), OnTurn())
async def type_reason(message: Message, turn: Turn) -> None:
    """Why a figure is unusual."""
    sitting, text = await _hear(message, turn)
    if sitting is not None and _fits(sitting, text, LONGEST_REASON):
        await record(sitting, pending(sitting), reason=text)


@router.message(StateFilter(Report.reviewing), PlainText(), OnTurn())
async def type_at_summary(message: Message, turn: Turn) -> None:
    """The number of a line to change, or a word to send it all."""
    sitting, text = await _hear(message, turn)
    if sitting is None:
        return
    if line := _LINE.fullmatch(fold(text)):
        await edit_line(sitting, int(line[1]))
    elif command_word(text) == "NOP":
        await choose(sitting, Choice.SEND)
    elif about_sent(text) in (AboutSent.ASKED, AboutSent.CLAIMED):
        show(sitting, _("⚠ It is not sent yet. To send it, tap “Send the report”."))
    else:
        show(sitting, _("Tap a button, or type the number of the line you want to change."))


@router.message(
    StateFilter(Report.starting, Report.replacing, Report.resuming, Report.several),
    PlainText(),
    OnTurn(),
)
async def type_instead_of_choosing(message: Message, turn: Turn) -> None:
    """Only a choice is awaited here."""
    sitting, _text = await _hear(message, turn)
    if sitting is not None:
        show(sitting, _("Please choose one of the buttons below."))


@router.message(StateFilter(Report.dividing), PlainText(), OnTurn())
async def type_figures_anew(message: Message, turn: Turn) -> None:
    """The figures are typed again, told apart more clearly."""
    sitting, text = await _hear(message, turn)
    if sitting is not None and not await divide(sitting, text):
        show(sitting, _("Please choose one of the buttons below."))


async def _hear(message: Message, turn: Turn) -> tuple[Sitting | None, str]:
    """The dialog and what was typed; no dialog where the text was a choice and is done."""
    text = clean(message.text or "").strip()
    sitting = await sit_down(turn)
    if sitting is None:
        return None, text
    choice = choice_of(text, offered(sitting))
    if sitting.state == Report.replacing.state and about_sent(text) is AboutSent.TO_CORRECT:
        choice = Choice.ANYWAY  # "sửa" says yes to a new version
    if choice is not None:
        await choose(sitting, choice)
        return None, text
    return sitting, text


async def _type_words(sitting: Sitting, text: str) -> None:
    if _fits(sitting, text, LONGEST_WORDS):
        await record(sitting, Answer(AnswerStatus.WORDS, words=text))


async def _type_figure(sitting: Sitting, text: str) -> None:
    match _read(sitting, text):
        case None:
            show(sitting, _("Here I need a count, not a rate. Tap Back to give only the rate."))
        case Unclear() as unclear:
            await ask_which(sitting, unclear)
        case reading:
            await take(sitting, reading)


def _read(sitting: Sitting, text: str) -> Reading | None:
    if sitting.place.numerator is None:
        return read_answer(sitting.indicator, text)
    return read_denominator(sitting.indicator, sitting.place.counted, text)


def _fits(sitting: Sitting, text: str, longest: int) -> bool:
    """Whether the text can be noted as it is. Nothing is cut off behind somebody's back."""
    if 0 < len(text) <= longest:
        return True
    facts = {"longest": number(longest), "length": number(len(text))}
    problem = _("Your text has %(length)s characters; at most %(longest)s fit. Please shorten it.")
    show(sitting, problem % facts if text else None)
    return False
