"""Words in the report: noted, asked about where they may not be meant, or taken as a request."""

from dataclasses import replace

from content.answers import Answer, AnswerStatus
from content.indicators import Indicator
from content.replies import ExtensionWanted, understand
from content.words import gettext as _
from handlers.focal import extension_flow
from handlers.focal.report_flow import show
from handlers.focal.report_noting import go_on, marked, noted_words, record, tell
from handlers.focal.report_place import Report
from handlers.focal.report_sitting import Sitting
from handlers.phrases import status_phrase


async def put(sitting: Sitting, answer: Answer) -> None:
    """Words, or that there are none. What would replace other words is asked first, unless the
    line was opened from the summary to be changed."""
    noted = sitting.noted
    is_new = noted is None or not noted.words or noted.words == answer.words
    if sitting.is_told and not is_new and not sitting.place.returns_to_summary:
        await doubt(sitting, answer)
    else:
        await write(sitting, answer)


async def doubt(sitting: Sitting, answer: Answer) -> None:
    """Ask whether this is to be written at all."""
    await sitting.stand(Report.doubting, pending=answer.to_json(), candidates=())
    show(sitting)


async def write(sitting: Sitting, answer: Answer) -> None:
    """Note it at the step it was given at."""
    await (record if isinstance(sitting.step, Indicator) else tell)(sitting, answer)


async def nothing_at_all(sitting: Sitting) -> None:
    """Nothing arose: so says each question that has no answer yet."""
    words = status_phrase(AnswerStatus.NO_ACTIVITY).capitalize()
    nothing = Answer(AnswerStatus.WORDS, words=words)
    open_ones = (q.code for q in sitting.form.questions if q.code not in sitting.answers)
    await sitting.note(dict.fromkeys(open_ones, nothing))
    sitting.notice = noted_words(words)
    await go_on(sitting)


async def keep_unexplained(sitting: Sitting) -> None:
    """The figure was confirmed, only its reason is left out: it is not lost."""
    answer = sitting.place.answer
    if answer is not None and not sitting.is_told:
        noted = marked(sitting, sitting.indicator, replace(answer, words=None))
        await sitting.note({sitting.place.step: noted})


async def ask_for_time(sitting: Sitting, words: str) -> bool:
    """Leave the report for the request, if the words ask for more time; the draft stays."""
    wanted = understand(words, sitting.turn.today)
    if not isinstance(wanted, ExtensionWanted):
        return False
    await extension_flow.begin(
        sitting.turn,
        sitting.obligation,
        until=wanted.until,
        reason=wanted.reason,
        first=_("Your answers in the report are kept.") if sitting.answers else None,
    )
    return True
