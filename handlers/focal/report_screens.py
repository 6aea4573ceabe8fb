"""The questions of the report dialog as people see them."""

import re
from decimal import Decimal

from content.answers import Answer
from content.indicators import Indicator
from content.steps import position
from content.text import quote
from content.words import LOCAL_ZONE, day, language, moment, number
from content.words import gettext as _
from handlers.focal.report_offers import buttons
from handlers.focal.report_sitting import Sitting
from handlers.phrases import (
    answer_phrase,
    example_rate,
    period_name,
    target_phrase,
    unit_short_name,
)
from handlers.screens import Screen

_POINTER = re.compile(r" \(xem A\d+\)")
_BAR_LENGTH = 10


def framed(sitting: Sitting, *paragraphs: str | None) -> str:
    """What was just noted, where one stands, and what is asked."""
    said = (sitting.notice, heading(sitting), *paragraphs)
    return "\n\n".join(part for part in said if part)


def heading(sitting: Sitting) -> str:
    """ "Bước 3/7 ▰▰▰▰▱▱▱▱▱▱" and which report this is."""
    total = sitting.form.steps
    step = position(sitting.form, sitting.place.step)
    filled = round(_BAR_LENGTH * step / total)
    bar = "▰" * filled + "▱" * (_BAR_LENGTH - filled)
    where = _("Step %(step)d/%(total)d") % {"step": step, "total": total}
    return f"<b>{where}</b>  {bar}\n<i>{which_report(sitting)}</i>"


def shortly(sitting: Sitting) -> str:
    """ "Bước 3/7 · Hồ sơ trực tuyến": enough where the question stands right above."""
    step = position(sitting.form, sitting.place.step)
    if not step:
        return f"<i>{which_report(sitting)}</i>"
    where = _("Step %(step)d/%(total)d") % {"step": step, "total": sitting.form.steps}
    return f"<b>{where}</b> · {quote(step_name(sitting))}"


def step_name(sitting: Sitting) -> str:
    """The step in few words; plain text."""
    step = sitting.step
    if step is None:
        return ""
    return step.short_name if isinstance(step, Indicator) else step.label(language())


def which_report(sitting: Sitting) -> str:
    """ "Báo cáo năm 2026 · Trung tâm PVHCC"."""
    return _("Report for %(period)s · %(unit)s") % {
        "period": period_name(sitting.period),
        "unit": quote(unit_short_name(sitting.turn.plan, sitting.obligation.unit_code)),
    }


def indicator_screen(sitting: Sitting) -> Screen:
    """What the indicator is, what is aimed at, what was said last time, what to type."""
    indicator = sitting.indicator
    text = framed(sitting, _about(sitting, indicator), _what_to_type(indicator))
    return Screen(text, buttons(sitting))


def denominator_screen(sitting: Sitting) -> Screen:
    indicator = sitting.indicator
    numerator = sitting.place.counted
    text = framed(
        sitting,
        f"<b>{quote(indicator.name)}</b>\n"
        + _("Numerator: <b>%(number)s</b>") % {"number": number(numerator)},
        _("Now the <b>denominator</b>: “%(what)s”")
        % {"what": _counted(indicator.measure.denominator)},
    )
    return Screen(text, buttons(sitting))


def what_is_missing(sitting: Sitting) -> str:
    """What the denominator step asks for, once more, with an example no smaller than its part."""
    return _(
        "Here I need the <b>denominator</b>: “%(what)s”. Please type one number, such as "
        "%(count)s. If you do not have it, type “no data yet” or “skip”."
    ) % {
        "what": _counted(sitting.indicator.measure.denominator),
        "count": f"<code>{_above(sitting.place.counted)}</code>",
    }


def _above(part: Decimal) -> Decimal:
    """A round number above it: 20 for 12, 2000 for 1234."""
    power = Decimal(10 ** max(1, len(str(int(part))) - 1))
    return next(n * power for n in (2, 5, 10) if n * power > part)


def question_screen(sitting: Sitting) -> Screen:
    prompt = f"<b>{quote(sitting.question.prompt(language()))}</b>"
    words = sitting.noted.words if sitting.noted else None
    noted = _("Noted so far: %(answer)s") % {"answer": quote(words, 600)} if words else None
    return Screen(framed(sitting, prompt, noted), buttons(sitting))


def early_screen(sitting: Sitting) -> Screen:
    """Before the cut-off: said once, at the start."""
    text = _(
        "The data of this period run until the end of %(day)s, so the figures are not final yet. "
        "Note them all the same?"
    ) % {"day": day(sitting.data_to)}
    parts = (sitting.notice, f"<i>{which_report(sitting)}</i>", text)
    return Screen("\n\n".join(part for part in parts if part), buttons(sitting))


def sent_already_screen(sitting: Sitting) -> Screen:
    """Somebody of the unit was faster, or it was oneself."""
    question = _("Do you want to send a new version? It starts from the figures already sent.")
    if sitting.touched_at is not None:
        question = _("Do you want to send a new version? It starts from the answers you began.")
    head = f"<i>{which_report(sitting)}</i>"
    paragraphs = (sitting.notice, head, _who_sent(sitting), question)
    return Screen("\n\n".join(p for p in paragraphs if p), buttons(sitting))


def not_noted_text(said: str) -> str:
    """Figures came in too late: a colleague has sent the report. They are not lost in silence."""
    return _(
        "⚠ The report has been sent already, so I have not noted what you typed: “%(words)s”"
    ) % {"words": quote(said, 300)}


def nothing_owed_text(said: str) -> str:
    """Figures, and no report that they could be for."""
    return _(
        "⚠ Your unit has no report left to hand in now, so I have not noted what you typed: "
        "“%(words)s”"
    ) % {"words": quote(said, 300)}


def old_draft_screen(sitting: Sitting) -> Screen:
    """The answers so far were given long ago: still good? Either way none of them is lost."""
    text = _(
        "You noted %(done)d of %(total)d answers here, the last on <b>%(day)s</b>. They have not "
        "been sent, and figures may have changed since. Use these answers, or check each again? "
        "Nothing is lost either way: what still holds, you keep in one step."
    ) % {
        "done": len(sitting.answers),
        "total": sitting.form.steps,
        "day": day((sitting.touched_at or sitting.turn.now).astimezone(LOCAL_ZONE).date()),
    }
    parts = (sitting.notice, f"<i>{which_report(sitting)}</i>", text)
    return Screen("\n\n".join(part for part in parts if part), buttons(sitting))


def _who_sent(sitting: Sitting) -> str | None:
    sent = sitting.sent
    if sent is None:
        return None
    facts = {
        "who": quote(sitting.sender) if sitting.sender else _("Your colleague"),
        "when": moment(sent.submitted_at),
        "version": sent.version,
        "receipt": f"<code>{sent.receipt}</code>",
    }
    if sent.author_id == sitting.turn.person.id:
        return _("You sent this report at %(when)s, version %(version)d, number %(receipt)s.") % (
            facts
        )
    return (
        _("%(who)s sent this report at %(when)s, version %(version)d, number %(receipt)s.") % facts
    )


def last_time(sitting: Sitting) -> str:
    """What was said of this step in the period before."""
    last = next(iter(sitting.earlier), None)
    if last is None:
        return _("none on record")
    return quote(answer_phrase(sitting.indicator, last), 300)


def _about(sitting: Sitting, indicator: Indicator) -> str:
    facts = [f"<b>{quote(indicator.name)}</b>"]
    if indicator.target.unit:
        facts.append(_("Unit of measure: %(unit)s") % {"unit": quote(indicator.target.unit)})
    if target := target_phrase(indicator.target):
        facts.append(
            _("Target for %(year)d: %(target)s")
            % {"year": indicator.target.due_year, "target": quote(target)}
        )
    facts.append(_("Last period: %(answer)s") % {"answer": last_time(sitting)})
    if sitting.noted is not None:
        facts.append(_noted(indicator, sitting.noted))
    return "\n".join(facts)


def _noted(indicator: Indicator, answer: Answer) -> str:
    said = quote(answer_phrase(indicator, answer), 600)
    return _("Noted so far: %(answer)s") % {"answer": f"<b>{said}</b>"}


def _what_to_type(indicator: Indicator) -> str:
    match indicator.measure.input:
        case "narrative":
            return _("Write a few sentences: what was done, with what result, what has changed.")
        case "value":
            return _("Type the figure.")
    ask = _("Type the <b>numerator</b>: “%(what)s”") % {
        "what": _counted(indicator.measure.numerator)
    }
    if indicator.counts_money:
        hint = _("You can write <code>1.5 billion</code> or <code>250 million</code>.")
    else:
        hint = _(
            "Both at once: <code>%(counts)s</code>. Only the rate: <code>%(rate)s</code>."
        ) % {
            "counts": "1234/1380",
            "rate": example_rate(),
        }
    return f"{ask}\n<i>{hint}</i>"


def _counted(what: str | None) -> str:
    """What is counted, without the pointers to the plan's open questions."""
    return quote(_POINTER.sub("", what or ""))
