"""What becomes of an answer that was understood: refused, read back, explained, noted."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from content.answers import Answer, AnswerStatus
from content.checks import is_blocked
from content.figures import Unclear
from content.indicators import Indicator
from content.readings import Numerator
from content.steps import Step
from content.text import quote
from content.words import gettext as _
from content.words import ngettext
from handlers.focal.report_findings import finding_phrase
from handlers.focal.report_flow import next_step, show, stand_at
from handlers.focal.report_place import Report
from handlers.focal.report_readback import findings_of, is_complete
from handlers.focal.report_sitting import Sitting
from handlers.focal.report_unclear import packed, why_unclear
from handlers.phrases import answer_phrase

_BEFORE_CUTOFF = "before_cutoff"  # a flow figure noted while its data window was still open
_WORDS_QUOTED = 120


async def go_on(sitting: Sitting) -> None:
    """The next step without an answer, or the summary. What was said in advance is taken up, and
    read back even where it says that there is nothing: nobody has agreed to it here yet."""
    step = next_step(sitting)
    if step is not None and step.code in sitting.place.unsure:
        await _ask_about(sitting, step)
        return
    said = sitting.place.given.get(step.code) if step else None
    if step is None or said is None:
        await stand_at(sitting, step)
        return
    given = {code: other for code, other in sitting.place.given.items() if code != step.code}
    sitting.place = replace(sitting.place, step=step.code, given=given)
    reading = _reading(Answer.from_json(said))
    if isinstance(reading, Numerator):
        await take(sitting, reading)
    elif not await _is_refused(sitting, reading):
        await _read_back(sitting, reading)


async def _ask_about(sitting: Sitting, step: Step) -> None:
    """What was said of the step in advance can be read in several ways."""
    unsure = dict(sitting.place.unsure)
    candidates = tuple(unsure.pop(step.code))
    sitting.place = replace(sitting.place, step=step.code, unsure=unsure)
    await sitting.stand(Report.choosing, numerator=None, pending=None, candidates=candidates)
    show(sitting)


async def take(sitting: Sitting, reading: Answer | Numerator) -> None:
    """A reading of the indicator asked about: half of it, or all."""
    if isinstance(reading, Numerator):
        numerator = format(reading.value, "f")
        await sitting.stand(Report.denominator, numerator=numerator, pending=None, candidates=())
        show(sitting)
    else:
        await _judge(sitting, reading)


async def ask_which(sitting: Sitting, unclear: Unclear) -> None:
    """The text can be read in several ways, or in none."""
    if unclear.candidates or unclear.reason == "none_or_zero":
        candidates = tuple(packed(figure) for figure in unclear.candidates)
        await sitting.stand(Report.choosing, pending=None, candidates=candidates)
        show(sitting)
    else:
        show(sitting, why_unclear(unclear))


async def confirm(sitting: Sitting, answer: Answer) -> None:
    """The person said yes. What is unusual asks for a reason first."""
    if "warn" in _levels(sitting, answer):
        await sitting.stand(Report.explaining, pending=answer.to_json())
        show(sitting)
    else:
        await record(sitting, answer)


async def record(sitting: Sitting, answer: Answer, reason: str | None = None) -> None:
    """Note the answer with what the reviewer should know, and go on."""
    indicator = sitting.indicator
    noted = marked(sitting, indicator, replace(answer, words=reason or answer.words))
    await sitting.note({indicator.code: noted})
    sitting.notice = _said_noted(sitting.step, noted)
    await go_on(sitting)


async def tell(sitting: Sitting, answer: Answer) -> None:
    """Note the answer to a question in words, and go on."""
    await sitting.note({sitting.question.code: answer})
    sitting.notice = _said_noted(sitting.step, answer)
    await go_on(sitting)


async def accept_several(sitting: Sitting) -> None:
    """Note every figure that leaves nothing to ask; the others follow one by one."""
    answers = {code: Answer.from_json(said) for code, said in sitting.place.given.items()}
    ready = {
        indicator.code: marked(sitting, indicator, answers[indicator.code])
        for indicator in sitting.form.indicators
        if indicator.code in answers and _leaves_nothing_to_ask(sitting, indicator, answers)
    }
    await sitting.note(ready)
    given = {code: said for code, said in sitting.place.given.items() if code not in ready}
    sitting.place = replace(sitting.place, given=given)
    if ready:
        sitting.notice = ngettext(
            "✓ %(count)d figure noted", "✓ %(count)d figures noted", len(ready)
        ) % {"count": len(ready)}
    await go_on(sitting)


async def _judge(sitting: Sitting, answer: Answer) -> None:
    if await _is_refused(sitting, answer):
        return
    if answer.value is None and answer.denominator is None:
        await record(sitting, answer)
    else:
        await _read_back(sitting, answer)


async def _is_refused(sitting: Sitting, answer: Answer) -> bool:
    """What cannot be is explained, and asked for again."""
    findings = findings_of(sitting, sitting.indicator, answer)
    if not is_blocked(findings):
        return False
    phrases = dict.fromkeys(finding_phrase(f, sitting.indicator) for f in findings)
    sitting.notice = "⚠ " + quote(" ".join(phrases)) + " " + _("Please type it again.")
    await stand_at(sitting, sitting.step)
    return True


async def _read_back(sitting: Sitting, answer: Answer) -> None:
    await sitting.stand(Report.confirming, pending=answer.to_json(), numerator=None, candidates=())
    show(sitting)


def _leaves_nothing_to_ask(
    sitting: Sitting, indicator: Indicator, answers: dict[str, Answer]
) -> bool:
    answer = answers[indicator.code]
    findings = findings_of(sitting, indicator, answer)
    return is_complete(answer) and all(finding.level == "info" for finding in findings)


def marked(sitting: Sitting, indicator: Indicator, answer: Answer) -> Answer:
    """With the codes of all the reviewer will wonder about."""
    findings = findings_of(sitting, indicator, answer)
    codes = [f.code for f in findings if f.level in ("ask", "warn")]
    if sitting.is_early and indicator.suggested.flow and answer.value is not None:
        codes.append(_BEFORE_CUTOFF)
    return replace(answer, warnings=_once((*answer.warnings, *codes)))


def _levels(sitting: Sitting, answer: Answer) -> set[str]:
    return {finding.level for finding in findings_of(sitting, sitting.indicator, answer)}


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _reading(said: Answer) -> Answer | Numerator:
    return said if is_complete(said) else Numerator(said.numerator or Decimal(0))


def _said_noted(step: Step | None, answer: Answer) -> str:
    if answer.status is AnswerStatus.WORDS or not isinstance(step, Indicator):
        return noted_words(answer.words or "") if answer.words else "✓ " + _("Skipped")
    return f"✓ {quote(step.short_name)}: {quote(answer_phrase(step, answer))}"


def noted_words(words: str) -> str:
    """With the words themselves: whoever typed something else sees it at once."""
    return "✓ " + _("Noted: “%(words)s”") % {"words": quote(words, _WORDS_QUOTED)}
