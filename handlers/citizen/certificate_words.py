"""What a certificate says: drawn on a sheet, and told to whoever asks by its code."""

from functools import lru_cache

from content.certificate_codes import shown
from content.certificates import CertificateWords, certificate_svg, has_room_for
from content.drawing.png import to_png
from content.library import Course, Library
from content.text import quote
from content.words import LOCAL_ZONE, day, language, ngettext
from content.words import gettext as _
from handlers.turn import Turn
from storage.learning.certificates import Issued

PATH = "/chung-nhan"  # of the page that says whether one is true
_WIDTH = 1240  # points: A4 is read well on a phone and printed; a tenth of a second to draw


def drawn(turn: Turn, course: Course, issued: Issued) -> bytes:
    """As PNG."""
    return _png(_words(turn, course, issued))


@lru_cache(maxsize=8)
def _png(said: CertificateWords) -> bytes:
    """Once, however often somebody taps: nobody else is answered meanwhile."""
    return to_png(certificate_svg(said), _WIDTH)


def _words(turn: Turn, course: Course, issued: Issued) -> CertificateWords:
    ward = turn.plan.meta.issuer.rpartition("phường ")[2]
    offices = (unit.name for unit in turn.plan.units.values() if unit.kind == "standing_office")
    return CertificateWords(
        issuers=(_("%(ward)s ward") % {"ward": ward}, next(offices, "")),
        heading=_("Certificate of a finished course"),
        given_to=_("Given to"),
        learner=issued.name or "",
        nameless=_("A learner"),
        has_completed=_("who has finished the course"),
        course=course.title[language()],
        details=_details(turn, course, issued),
        code=shown(issued.code),
        verify=_where_to_ask(turn, issued),
        note=_("A short course on the ward's assistant. It is no diploma of the State."),
    )


def _details(turn: Turn, course: Course, issued: Issued) -> str:
    many = len(turn.library.of_course(course.id))
    lessons = ngettext("%(count)d lesson", "%(count)d lessons", many) % {"count": many}
    return f"{lessons} · {given_on(issued)}"


def given_on(issued: Issued) -> str:
    return day(issued.issued_at.astimezone(LOCAL_ZONE).date())


def _where_to_ask(turn: Turn, issued: Issued) -> str:
    address = f"{(turn.public_origin or '').partition('://')[2]}{PATH}/{shown(issued.code)}"
    if turn.public_origin and has_room_for(f"{address},"):
        return _("To check it: %(address)s, or send this code to Trợ Lý Số.") % {
            "address": address
        }
    return _("To check it, send this code to Trợ Lý Số of the ward.")


def true_lines(library: Library, issued: Issued) -> list[str]:
    """What is told of one that was given: HTML."""
    course = library.courses.get(issued.course_id)
    title = course.title[language()] if course else issued.course_id
    return [
        _("<b>This certificate is true.</b>"),
        _("Course: %(course)s") % {"course": quote(title)},
        _("Given on: %(day)s") % {"day": given_on(issued)},
        _("Name on it: %(name)s") % {"name": quote(issued.name)}
        if issued.name
        else _("No name stands on it."),
    ]
