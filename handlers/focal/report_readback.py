"""What was understood is read back before it counts: one figure, or several at once."""

from content.answers import Answer
from content.checks import Finding, Level, check
from content.indicators import Indicator
from content.slips import without_slip
from content.text import quote
from content.words import gettext as _
from content.words import number
from handlers.focal.report_findings import finding_phrase, warning_phrase
from handlers.focal.report_offers import buttons
from handlers.focal.report_place import Take
from handlers.focal.report_screens import framed, which_report
from handlers.focal.report_sitting import Sitting
from handlers.focal.report_unclear import unsure_phrase
from handlers.phrases import answer_phrase, value_phrase
from handlers.screens import Option, Screen


def confirm_screen(sitting: Sitting) -> Screen:
    """ "Tôi ghi: 1.234/1.380 = 89,4 %, kỳ trước 87,1 %. Đúng không?" """
    indicator, answer = sitting.indicator, pending(sitting)
    doubts = _warnings(sitting, indicator, answer, "ask")
    about = [f"<b>{quote(indicator.name)}</b>", *doubts, *_remarks(answer)]
    text = framed(sitting, "\n".join(about), _read_back(sitting, indicator, answer))
    return Screen(text, (*_instead(sitting, indicator, answer), *buttons(sitting)))


def explain_screen(sitting: Sitting) -> Screen:
    """A figure that is possible but unusual: a reason is welcome, never demanded."""
    indicator, answer = sitting.indicator, pending(sitting)
    oddities = _warnings(sitting, indicator, answer, "warn")
    said = f"<b>{quote(indicator.short_name)}: {quote(answer_phrase(indicator, answer))}</b>"
    ask = _("Why is that? Type a short reason for the reviewer, or choose “Note it anyway”.")
    return Screen(framed(sitting, said, "\n".join(oddities), ask), buttons(sitting))


def several_screen(sitting: Sitting) -> Screen:
    """All figures of one message, line by line, as they would be noted."""
    lines = [
        f"• {quote(indicator.short_name)}: <b>{quote(_given(sitting, indicator))}</b>"
        for indicator in sitting.form.indicators
        if indicator.code in sitting.place.given or indicator.code in sitting.place.unsure
    ]
    parts = (
        sitting.notice,
        f"<i>{which_report(sitting)}</i>\n" + _("I read your figures like this:"),
        "\n".join(lines),
        _("Is that correct?"),
    )
    return Screen("\n\n".join(part for part in parts if part), buttons(sitting))


def _read_back(sitting: Sitting, indicator: Indicator, answer: Answer) -> str:
    """The sentence that has to be confirmed."""
    facts = {"answer": quote(answer_phrase(indicator, answer)), "last": _last_value(sitting)}
    if facts["last"]:
        return _("I note: <b>%(answer)s</b>, last period %(last)s. Correct?") % facts
    return _("I note: <b>%(answer)s</b>. Correct?") % facts


def findings_of(sitting: Sitting, indicator: Indicator, answer: Answer) -> tuple[Finding, ...]:
    return check(indicator, answer, sitting.previous.get(indicator.code, ()))


def pending(sitting: Sitting) -> Answer:
    """The answer awaiting a yes. Only states that wait for one may look here."""
    answer = sitting.place.answer
    if answer is None:
        raise LookupError("nothing was read back")
    return answer


def is_complete(answer: Answer) -> bool:
    """Not just the numerator of a ratio."""
    return answer.numerator is None or answer.denominator is not None


def _given(sitting: Sitting, indicator: Indicator) -> str:
    if (unsure := sitting.place.unsure.get(indicator.code)) is not None:
        return _("%(answer)s (I will ask about it)") % {"answer": unsure_phrase(indicator, unsure)}
    answer = Answer.from_json(sitting.place.given[indicator.code])
    if not is_complete(answer):
        return _("%(numerator)s of … (I will ask for the denominator)") % {
            "numerator": number(answer.numerator or 0)
        }
    said = answer_phrase(indicator, answer)
    if any(f.level != "info" for f in findings_of(sitting, indicator, answer)):
        return _("%(answer)s (I will ask about it)") % {"answer": said}
    remarks = "; ".join(warning_phrase(code) for code in answer.warnings)
    return f"{said} ({remarks})" if remarks else said


def _warnings(sitting: Sitting, indicator: Indicator, answer: Answer, level: Level) -> list[str]:
    findings = findings_of(sitting, indicator, answer)
    return [f"⚠ {quote(finding_phrase(f, indicator))}" for f in findings if f.level == level]


def _last_value(sitting: Sitting) -> str:
    last = next((a.value for a in sitting.earlier if a.value is not None), None)
    return "" if last is None else quote(value_phrase(sitting.indicator, last))


def _remarks(answer: Answer) -> list[str]:
    if "percent_only" in answer.warnings:
        return [_("<i>A rate without counts: it cannot enter the ward's totals.</i>")]
    if answer.denominator == 0:
        return [_("<i>The denominator is 0, so nothing arose that could be measured.</i>")]
    return []


def _instead(
    sitting: Sitting, indicator: Indicator, answer: Answer
) -> tuple[tuple[Option, ...], ...]:
    """The same figure with the digit that may have slipped put right."""
    other = without_slip(answer, findings_of(sitting, indicator, answer))
    if other is None:
        return ()
    place = sitting.place
    data = Take(obligation=place.obligation, page=place.page, candidate=0)
    label = _("I meant %(answer)s") % {"answer": answer_phrase(indicator, other)}
    return ((Option(label, data),),)
