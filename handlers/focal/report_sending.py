"""The end of the report dialog: sent with a receipt, or put aside with its draft."""

from content.answers import Answer, AnswerStatus
from content.words import gettext as _
from handlers.focal.owed import by_urgency, is_open
from handlers.focal.report_access import admitted
from handlers.focal.report_flow import show
from handlers.focal.report_place import Amend, Report, ReportNow
from handlers.focal.report_screens import which_report
from handlers.focal.report_sitting import Sitting, lay_out
from handlers.focal.report_summary import receipt_screen, sent_screen
from handlers.focal.sent_screens import receipt_subject
from handlers.menu import to_menu
from handlers.screens import Option, Screen, column
from storage import obligations, submissions

_OTHERS_SHOWN = 3


async def send(sitting: Sitting) -> None:
    """Keep a version of the report, then say so."""
    turn = sitting.turn
    try:
        sent = await submissions.submit(
            turn.session,
            sitting.obligation,
            author=turn.person,
            answers=_figures(sitting),
            texts=_texts(sitting),
            now=turn.now,
            replaces=sitting.place.replaces,
        )
    except submissions.SupersededError:  # a colleague was faster
        await _tell_of_newer(sitting)
        return
    except submissions.ClosedError:  # approved in this very moment
        await turn.state.clear()
        await admitted(turn, sitting.obligation_id)
        return
    await turn.state.clear()
    owed = await obligations.owed_by(turn.session, turn.person.units)
    turn.reply.show(sent_screen(sitting))
    others = sorted(owed, key=by_urgency)[:_OTHERS_SHOWN]
    receipt = receipt_screen(sitting, sent, others)
    turn.reply.send(receipt, subject=receipt_subject(sitting.obligation_id))


async def _tell_of_newer(sitting: Sitting) -> None:
    """Nothing is sent over a version the person has not heard of."""
    anew = await lay_out(sitting.turn, sitting.place, sitting.obligation, sitting.form)
    await anew.stand(Report.replacing)
    show(anew)


async def pause(sitting: Sitting) -> None:
    """The person stops here. The draft stays, and so does the way back to it."""
    await sitting.turn.state.clear()
    sitting.turn.reply.show(paused_screen(sitting))


def paused_screen(sitting: Sitting) -> Screen:
    again = Option(_("Go on with the report"), ReportNow(obligation=sitting.obligation_id))
    if not is_open(sitting.obligation):
        text = _(
            "I stopped here. What was sent stays as it is, and your changes are kept. To go on, "
            "choose below or type “change the report”."
        )
        again = Option(_("Change the report"), Amend(obligation=sitting.obligation_id))
    elif sitting.answers:
        text = _(
            "I stopped here. %(done)d of %(total)d answers are kept. To go on, choose "
            "below or type “report now”."
        ) % {"done": len(sitting.answers), "total": sitting.form.steps}
    else:
        text = _("I stopped here; nothing was noted. To begin, choose below or type “report now”.")
    return Screen(f"<i>{which_report(sitting)}</i>\n\n{text}", column(again, to_menu()))


def _figures(sitting: Sitting) -> dict[str, Answer]:
    skipped = Answer(AnswerStatus.SKIPPED)
    return {i.code: sitting.answers.get(i.code, skipped) for i in sitting.form.indicators}


def _texts(sitting: Sitting) -> dict[str, str]:
    told = {q.code: sitting.answers.get(q.code) for q in sitting.form.questions}
    return {code: answer.words for code, answer in told.items() if answer and answer.words}
