"""What each choice of the report dialog does, whether it was tapped or typed."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from content.answers import Answer, AnswerStatus, ratio, unchanged
from content.choices import Choice
from content.figures import Fraction, Quantity
from content.readings import Numerator, Reading, read_answer, reading_of, with_denominator
from handlers.focal.report_flow import ask_again, go_back, show, stand_at
from handlers.focal.report_noting import (
    accept_several,
    ask_which,
    confirm,
    go_on,
    record,
    take,
)
from handlers.focal.report_offers import label, last_denominator
from handlers.focal.report_opening import open_new_version, proceed, take_way
from handlers.focal.report_place import Report
from handlers.focal.report_readback import pending
from handlers.focal.report_sending import pause, send
from handlers.focal.report_sitting import Sitting
from handlers.focal.report_unclear import unpacked
from handlers.focal.report_words import (
    ask_for_time,
    keep_unexplained,
    nothing_at_all,
    put,
    write,
)

_BEFORE_ANY_STEP = (Report.starting.state, Report.replacing.state)


async def choose(sitting: Sitting, choice: Choice) -> None:
    """Do what was chosen. It has been seen to be on offer."""
    await _ACTS[choice](sitting)


async def take_candidate(sitting: Sitting, index: int) -> None:
    """One of the ways a number can be read, or figures can be told apart."""
    if sitting.state == Report.dividing.state:
        await take_way(sitting, index)
        return
    candidates = sitting.place.candidates
    is_offered = 0 <= index < len(candidates)
    reading = _reading(sitting, unpacked(candidates[index])) if is_offered else None
    match reading:
        case Numerator() | Answer():
            await take(sitting, reading)
        case _:
            show(sitting)


def _reading(sitting: Sitting, figure: Quantity | Fraction) -> Reading | None:
    if sitting.place.numerator is None:
        return reading_of(sitting.indicator, figure)
    return with_denominator(sitting.place.counted, figure)


async def _same_as_last_period(sitting: Sitting) -> None:
    if sitting.state == Report.denominator.state:
        last = last_denominator(sitting)
        denominator = last.denominator if last else None
        if denominator is not None:
            await take(sitting, ratio(sitting.place.counted, denominator))
        return
    answer = unchanged(sitting.earlier[0])
    if sitting.noted is None:
        await record(sitting, answer)
    else:  # something else stood here: it is read back before it is replaced
        await take(sitting, answer)


async def _nothing_arose(sitting: Sitting) -> None:
    await put(sitting, Answer(AnswerStatus.NO_ACTIVITY))


async def _no_data(sitting: Sitting) -> None:
    await put(sitting, Answer(AnswerStatus.NO_DATA))


async def _none(sitting: Sitting) -> None:
    await put(sitting, Answer(AnswerStatus.WORDS, words=label(Choice.NOTHING)))


async def _zero(sitting: Sitting) -> None:
    """0 of a ratio is its numerator, or its denominator where that was asked."""
    if sitting.place.numerator is not None:
        await take(sitting, ratio(sitting.place.counted, Decimal(0)))
    elif sitting.indicator.measure.input == "ratio":
        await take(sitting, Numerator(Decimal(0)))
    else:
        await take(sitting, Answer(AnswerStatus.VALUE, value=Decimal(0)))


async def _skip(sitting: Sitting) -> None:
    await put(sitting, Answer(AnswerStatus.SKIPPED))


async def _yes(sitting: Sitting) -> None:
    if sitting.state == Report.several.state:
        await accept_several(sitting)
    elif sitting.state in (Report.choosing.state, Report.dividing.state):
        await take_candidate(sitting, 0)
    elif sitting.state == Report.nothing.state:
        await nothing_at_all(sitting)
    elif sitting.state == Report.doubting.state:
        await _write(sitting)
    elif sitting.state in _BEFORE_ANY_STEP:
        await _anyway(sitting)
    elif sitting.state in (Report.reviewing.state, Report.sending.state):
        await _yes_to_sending(sitting)
    else:
        await confirm(sitting, pending(sitting))


async def _yes_to_sending(sitting: Sitting) -> None:
    """A yes may be about a figure typed a moment ago: it sends only what was just asked about."""
    if sitting.state == Report.sending.state and await sitting.is_before_eyes():
        await send(sitting)
    else:
        await sitting.stand(Report.sending, said="")
        show(sitting)


async def _not_yet(sitting: Sitting) -> None:
    await stand_at(sitting, None)


async def _figure(sitting: Sitting) -> None:
    """The bare number was meant as a figure."""
    match read_answer(sitting.indicator, sitting.place.said):
        case Numerator() | Answer() as reading:
            await take(sitting, reading)
        case unclear:
            await ask_which(sitting, unclear)


async def _fix(sitting: Sitting) -> None:
    """Ask again what was asked: the denominator alone where the numerator was clear."""
    if sitting.state in _BEFORE_ANY_STEP:
        await pause(sitting)
    elif sitting.state == Report.dividing.state:
        sitting.place = replace(sitting.place, said="")
        await go_on(sitting)  # meant otherwise: they are asked one by one
    elif sitting.state == Report.nothing.state:
        await go_on(sitting)
    elif sitting.state == Report.doubting.state:
        await ask_again(sitting)
    elif sitting.place.numerator is None:
        await stand_at(sitting, sitting.step)
    else:
        await sitting.stand(Report.denominator, candidates=())
        show(sitting)


async def _anyway(sitting: Sitting) -> None:
    if sitting.state == Report.replacing.state:
        await open_new_version(sitting.turn, sitting.obligation_id)
    elif sitting.state == Report.starting.state:
        await proceed(sitting)
    else:
        await record(sitting, pending(sitting))


async def _keep(sitting: Sitting) -> None:
    if sitting.state == Report.resuming.state:
        await sitting.note({})  # looked at today, so not asked about again tomorrow
        await proceed(sitting)
    else:
        await go_on(sitting)


async def _again(sitting: Sitting) -> None:
    """From the first step on; each shows what is noted, to be kept or changed."""
    await sitting.note({})
    sitting.place = replace(sitting.place, rechecks=True)
    await proceed(sitting)


async def _write(sitting: Sitting) -> None:
    await write(sitting, pending(sitting))


async def _ask_for_time(sitting: Sitting) -> None:
    words = pending(sitting).words or ""
    await keep_unexplained(sitting)
    await ask_for_time(sitting, words)


_ACTS: Mapping[Choice, Callable[[Sitting], Awaitable[None]]] = {
    Choice.UNCHANGED: _same_as_last_period,
    Choice.NO_ACTIVITY: _nothing_arose,
    Choice.NO_DATA: _no_data,
    Choice.NOTHING: _none,
    Choice.ZERO: _zero,
    Choice.SKIP: _skip,
    Choice.KEEP: _keep,
    Choice.BACK: go_back,
    Choice.CANCEL: pause,
    Choice.YES: _yes,
    Choice.FIX: _fix,
    Choice.ANYWAY: _anyway,
    Choice.SEND: send,
    Choice.ONE_BY_ONE: go_on,
    Choice.AGAIN: _again,
    Choice.MORE_TIME: _ask_for_time,
    Choice.WRITE: _write,
    Choice.NOT_YET: _not_yet,
    Choice.FIGURE: _figure,
}
