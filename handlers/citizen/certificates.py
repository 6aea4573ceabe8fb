"""Certificates of finished courses: which there are, the name on one, and the picture."""

import secrets
from unicodedata import normalize

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from content.attachments import Attachment, File, Kind
from content.certificate_codes import shown
from content.drawing.letters import showable
from content.library import Course
from content.text import one_line, quote
from content.words import gettext as _
from content.words import language, ngettext
from handlers.citizen.buttons import (
    OpenCertificate,
    OpenCertificates,
    OpenCourse,
    OpenCourses,
    OpenLearning,
    PrintCertificate,
    PrintWithName,
)
from handlers.citizen.certificate_words import drawn
from handlers.citizen.doors import draws, send, show, walks, with_consent
from handlers.citizen.learned import Learned, learned_of, who_learns
from handlers.dialogs import put_down
from handlers.filters import PlainText, Says
from handlers.naming import MayBeName
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome
from storage import made_files
from storage.learning import certificates
from storage.learning.certificates import Issued

router = Router(name="certificates")
words_router = Router(name="certificates_names_like_words")  # before command words

_LONGEST_NAME = 60
_YES = Says("đúng", "đúng rồi", "đúng tên", "phải", "vâng", "có", "ừ", "ok", "in", "yes", "right")
_NO = Says("không", "sai", "sai rồi", "sửa", "sửa tên", "không phải", "no", "wrong")
_NAMELESS = Says("không in tên", "không tên", "khỏi in tên", "without a name", "no name")


class Certifying(StatesGroup):
    """Data: `course`, whose certificate it is."""

    typing = State()
    confirming = State()  # `name`, which was read back


@router.callback_query(OpenCertificates.filter(), OnTurn())
@router.message(
    Says("giấy chứng nhận", "chứng nhận", "certificates", "certificate"),
    StateFilter(None, Welcome.answering),
    OnTurn(),
)
@walks(OpenCertificates)
async def open_certificates(
    _event: Message | CallbackQuery, turn: Turn, callback_data: OpenCertificates | None = None
) -> None:
    """The person wants to see their certificates."""
    door = callback_data or OpenCertificates()
    await _leave(turn)
    if await with_consent(turn, door):
        show(turn, await list_screen(turn, door), door)


@draws(OpenCertificates)
async def list_screen(turn: Turn, _door: OpenCertificates, notice: str | None = None) -> Screen:
    learned = await learned_of(turn)
    issued = await _issued(turn, learned)
    lines = [notice, ""] if notice else []
    lines += [_("<b>Certificates</b>"), *who_learns(learned)]
    courses = [c for c in turn.library.courses.values() if _may_have(learned, issued, c)]
    if courses:
        lines.append(_("Choose a course to get its certificate as a picture:"))
    else:
        lines.append(_("Finish all lessons of a course, and its certificate is here."))
    options = [Option(_title(course), OpenCertificate(course=course.id)) for course in courses]
    if not courses:
        options.append(Option(_("All courses"), OpenCourses()))
    return Screen("\n".join(lines), column(*options, _to_learning()))


def _may_have(learned: Learned, issued: dict[str, Issued], course: Course) -> bool:
    """Whoever finished it as it was keeps it when a lesson is added."""
    return course.id in issued or learned.is_whole(course.id)


async def _issued(turn: Turn, learned: Learned) -> dict[str, Issued]:
    if learned.learner is None:
        return {}
    return await certificates.of(turn.session, learned.learner.id)


def _title(course: Course) -> str:
    return _("Course %(id)s · %(title)s") % {"id": course.id, "title": course.title[language()]}


@router.callback_query(OpenCertificate.filter(), OnTurn())
@walks(OpenCertificate)
async def ask_name(
    _event: Message | CallbackQuery, callback_data: OpenCertificate, turn: Turn
) -> None:
    """Which name shall stand on it: what they type next. Whatever else was going on is left, and
    that is said."""
    if await _course(turn, callback_data.course):
        is_ours = (await turn.state.get_state() or "").startswith(Certifying.__name__)
        dropped = None if is_ours else await put_down(turn.state)
        await turn.state.set_state(Certifying.typing)
        await turn.state.set_data({"course": callback_data.course})
        show(turn, await question_screen(turn, dropped), OpenCertificates())


async def question_screen(turn: Turn, notice: str | None = None) -> Screen:
    course_id = str((await turn.state.get_data()).get("course", ""))
    issued = (await _issued(turn, await learned_of(turn))).get(course_id)
    text = _(
        "<b>Which name shall stand on the certificate?</b>\nPlease type it, for example <i>Nguyễn "
        "Thị Lan</i>, or choose below. Whoever has the code of the certificate can read the name. "
        "To leave it, type /cancel."
    )
    options = [Option(_("Without a name"), PrintCertificate(course=course_id))]
    if issued and issued.name:
        label = _("As before: %(name)s") % {"name": issued.name}
        options.insert(0, Option(label, PrintCertificate(course=course_id, again=True)))
    return Screen(f"{notice}\n\n{text}" if notice else text, column(*options, _no_certificate()))


async def show_here(turn: Turn, notice: str | None) -> None:
    """Where this stands, for somebody who comes back to it from another chat."""
    await turn.state.set_state(Certifying.typing)
    turn.reply.send(await question_screen(turn, notice))


@words_router.message(StateFilter(Certifying.confirming), _YES, OnTurn())
@words_router.callback_query(PrintWithName.filter(), OnTurn())
async def print_with_name(event: Message | CallbackQuery, turn: Turn) -> None:
    """The name that was read back is right."""
    data = await turn.state.get_data()
    if await turn.state.get_state() != Certifying.confirming.state:
        await open_certificates(event, turn)
    elif course := await _course(turn, data["course"]):
        await turn.state.clear()
        await _print(turn, course, data["name"])


@words_router.message(StateFilter(Certifying.confirming), _NO, OnTurn())
async def ask_name_again(_message: Message, turn: Turn) -> None:
    """It was read back wrong."""
    await show_here(turn, None)


@words_router.message(StateFilter(Certifying), _NAMELESS, OnTurn())
async def print_nameless(event: Message, turn: Turn) -> None:
    """Typed instead of tapped."""
    course_id = str((await turn.state.get_data()).get("course", ""))
    await print_certificate(event, PrintCertificate(course=course_id), turn)


@words_router.message(StateFilter(Certifying), MayBeName(), OnTurn())
@router.message(StateFilter(Certifying), PlainText(), OnTurn())
async def read_back(message: Message, turn: Turn) -> None:
    """The name is typed: it is said once more before it is printed."""
    name = one_line(message.text or "")
    if not any(letter.isalpha() for letter in name) or len(name) > _LONGEST_NAME:
        mistake = _("A name on a certificate needs a letter and has at most 60 signs.")
        turn.reply.send(await question_screen(turn, mistake))
        return
    if normalize("NFC", showable(name)) != name:
        mistake = _(
            "Some letters of that name cannot be printed. Please type it in Latin letters."
        )
        turn.reply.send(await question_screen(turn, mistake))
        return
    await turn.state.set_state(Certifying.confirming)
    data = await turn.state.update_data(name=name)
    text = _("This name will be printed:\n<b>%(name)s</b>\nIs it right?") % {"name": quote(name)}
    options = (
        Option(_("Right, print it"), PrintWithName(course=data["course"])),
        Option(_("Change the name"), OpenCertificate(course=data["course"])),
        _no_certificate(),
    )
    turn.reply.send(Screen(text, column(*options)))


@router.callback_query(PrintCertificate.filter(), OnTurn())
@walks(PrintCertificate)
async def print_certificate(
    _event: Message | CallbackQuery, callback_data: PrintCertificate, turn: Turn
) -> None:
    """Without a name, or once more as it was."""
    course = await _course(turn, callback_data.course)
    if course is None:
        return
    await _leave(turn)
    before = (await _issued(turn, await learned_of(turn))).get(course.id)
    await _print(turn, course, before.name if before and callback_data.again else None)


@draws(PrintCertificate)
async def receipt_screen(
    turn: Turn, _door: PrintCertificate, issued: Issued | None = None
) -> Screen:
    """What stands under the picture."""
    text = _(
        "Here is your certificate. Congratulations! Its code:\n<code>%(code)s</code>\nWhoever "
        "sends it to me hears whether the certificate is true."
    ) % {"code": shown(issued.code) if issued else ""}
    options = Option(_("Certificates"), OpenCertificates()), _to_learning()
    return Screen(text, column(*options))


async def _print(turn: Turn, course: Course, name: str | None) -> None:
    learner = (await learned_of(turn)).learner
    assert learner  # `_course` has found what they finished
    issued = await certificates.issue(
        turn.session, learner.id, course.id, name, now=turn.now, draw=secrets.token_bytes
    )
    door = PrintCertificate(course=course.id, again=name is not None)
    screen = await receipt_screen(turn, door, issued)
    # A tenth of a second: too short to be worth a process of its own, and it holds the
    # interpreter's lock, so that a thread would hold up the others just as long.
    picture = File(f"chung-nhan-{issued.code.lower()}.png", drawn(turn, course, issued))
    reference = await made_files.add(turn.session, turn.person.address.id, picture, turn.now)
    alt = _("The certificate of the course %(course)s, code %(code)s") % {
        "course": course.title[language()], "code": shown(issued.code),
    }  # fmt: skip
    attachment = Attachment(reference, Kind.PICTURE, alt)
    send(turn, Screen(screen.text, screen.options, attachment=attachment), door)


async def _course(turn: Turn, course_id: str) -> Course | None:
    """A course they may have the certificate of; if not, they are told what is missing."""
    if not await with_consent(turn, OpenCertificates()):
        return None
    learned = await learned_of(turn)
    course = turn.library.courses.get(course_id)
    if course is None:
        door = OpenCertificates()
        gone = _("This course is no longer here.")
        show(turn, await list_screen(turn, door, gone), door)
        return None
    if _may_have(learned, await _issued(turn, learned), course):
        return course
    left = len(turn.library.of_course(course.id)) - learned.finished_of(course.id)
    text = ngettext(
        "%(count)d lesson of this course is not finished yet.",
        "%(count)d lessons of this course are not finished yet.",
        left,
    ) % {"count": left}
    options = Option(_("To the course"), OpenCourse(course=course.id)), _to_learning()
    turn.reply.show(Screen(text, column(*options)))
    return None


async def _leave(turn: Turn) -> None:
    """What is typed from now on is no name."""
    if (await turn.state.get_state() or "").startswith(Certifying.__name__):
        await turn.state.clear()


def _no_certificate() -> Option:
    return Option(_("No certificate now"), OpenCertificates())


def _to_learning() -> Option:
    return Option(_("Learning"), OpenLearning())
