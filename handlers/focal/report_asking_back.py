"""What may mean two things is asked back: a word that is no "send" where a report would go out, a
bare number under a read-back. Nothing is sent, noted or dropped before that is answered."""

from content.choices import Choice, may_say_stop, shouts_stop
from content.menus import number_of
from content.text import quote
from content.words import gettext as _
from handlers.focal.report_offers import KEYS, buttons, label, picked_by
from handlers.focal.report_place import Report
from handlers.focal.report_readback import pending
from handlers.focal.report_screens import framed, which_report
from handlers.focal.report_sitting import Sitting
from handlers.phrases import answer_phrase
from handlers.screens import Screen

_SENDING = {Report.reviewing.state, Report.sending.state}
_READ_BACK = {Report.confirming.state, Report.picking.state}


def sending_screen(sitting: Sitting) -> Screen:
    """ "Gửi báo cáo này nhé?", or "Gửi hay dừng?" where nobody knows what was said."""
    if sitting.place.said:
        question = _("“%(word)s” may say “right” or “stop”. <b>Send the report, or stop?</b>") % {
            "word": quote(sitting.place.said)
        }
    else:
        question = _("<b>Send this report?</b> It is not sent yet.")
    parts = (sitting.notice, f"<i>{which_report(sitting)}</i>", question)
    return Screen("\n\n".join(part for part in parts if part), buttons(sitting))


def picking_screen(sitting: Sitting) -> Screen:
    """What was read back still stands; the number alone is asked about."""
    said = quote(answer_phrase(sitting.indicator, pending(sitting)))
    question = _("Is “%(number)s” a new figure, or do you choose “%(choice)s”?") % {
        "number": quote(sitting.place.said),
        "choice": label(picked_by(sitting)),
    }
    name = f"<b>{quote(sitting.indicator.name)}</b>"
    read_back = _("Read back: <b>%(answer)s</b>, not noted yet.") % {"answer": said}
    return Screen(framed(sitting, f"{name}\n{read_back}", question), buttons(sitting))


async def stands_to_be_asked(sitting: Sitting, text: str, choice: Choice | None) -> bool:
    """A "dung" that may be "dừng": the dialog stands where that is asked, or says it in a notice.
    Where a figure is read back, only our own command word in capitals is in doubt."""
    if choice is not Choice.YES:
        return False
    if sitting.state in _SENDING and may_say_stop(text):
        await sitting.stand(Report.sending, said=text)
    elif sitting.state not in _SENDING and shouts_stop(text):
        sitting.notice = _(
            "“DUNG” may say “right” or “stop”. If it is right, type “ok”; to stop, type “cancel”."
        )
    else:
        return False
    return True


async def is_bare_key(sitting: Sitting, text: str) -> bool:
    """Under a read-back "1" may be the first choice; the dialog stands where that is asked.
    Between two readings of a number, another bare one settles nothing."""
    key = number_of(text)
    if key not in KEYS:
        return False
    if sitting.state in _READ_BACK:
        await sitting.stand(Report.picking, said=str(key))
        return True
    if sitting.state == Report.choosing.state and sitting.place.candidates:
        sitting.notice = _("Please choose one of these.")
        return True
    return False
