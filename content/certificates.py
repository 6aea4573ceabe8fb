"""The certificate of a finished course: where each of its words stands, on a sheet of A4.

It says what it is, in the words it is given: of a short course in the ward's assistant. So it has
neither the nation's motto nor an emblem, which belong to papers of the state.
"""

from dataclasses import dataclass

from content.course_pictures.things import tick
from content.course_pictures.together import learning
from content.drawing.letters import Font, showable, width
from content.drawing.lines import Room
from content.drawing.palette import BRICK, INK, ORANGE, PAPER, SAND, SUN, TEAL, WHITE
from content.drawing.shapes import box, circle, moved, picture, polygon, stroke, window, words

WIDTH, HEIGHT = 1754, 1240  # A4 at 150 points an inch
_MIDDLE = WIDTH / 2
_ISSUERS = Room(1300, 56, 44, 26)
_HEADING = Room(1440, 110, 80, 44)
_NAME = Room(1420, 176, 118, 40)
_COURSE = Room(1420, 130, 78, 40)
_SENTENCE = Room(1420, 60, 44, 28)
_CODE = Room(660, 84, 60, 40)
_VERIFY = Room(720, 106, 40, 18)
_NOTE = Room(1480, 42, 31, 22)


@dataclass(frozen=True, slots=True)
class CertificateWords:
    """All that is read on it, in one language."""

    issuers: tuple[str, ...]  # the ward, and who in it; two lines
    heading: str  # "Giấy chứng nhận hoàn thành khóa học"
    given_to: str  # "Trao cho"
    learner: str
    nameless: str  # "Người học": for who gave no name, or none our letters can show
    has_completed: str  # "đã hoàn thành khóa học"
    course: str
    details: str  # "5 bài học · ngày 26 tháng 11 năm 2026"
    code: str
    verify: str  # where anybody may ask whether it is true
    note: str  # that it is no diploma of the state


def certificate_svg(said: CertificateWords) -> str:
    name = showable(said.learner) or said.nameless
    return picture(
        WIDTH, HEIGHT,
        _frame(),
        *(
            words(line, _MIDDLE, 128 + 58 * number, _ISSUERS, INK, font=_weight(number))
            for number, line in enumerate(said.issuers[:2])
        ),
        words(said.heading, _MIDDLE, 282, _HEADING, TEAL),
        words(said.given_to, _MIDDLE, 372, _SENTENCE, INK, font=Font.REGULAR),
        words(name, _MIDDLE, 490, _NAME, BRICK),
        stroke(SUN, 8, (_MIDDLE - 320, 592), (_MIDDLE + 320, 592)),
        words(said.has_completed, _MIDDLE, 642, _SENTENCE, INK, font=Font.REGULAR),
        words(said.course, _MIDDLE, 738, _COURSE, INK),
        words(said.details, _MIDDLE, 832, _SENTENCE, INK, font=Font.REGULAR),
        _proof(said.code, said.verify),
        _rosette(990, 992),
        _together(),
        words(said.note, _MIDDLE, 1142, _NOTE, INK, font=Font.REGULAR),
    )  # fmt: skip


def has_room_for(address: str) -> bool:
    """Whether it stands on one line: who types it from the sheet cannot guess what was cut."""
    return width(address, _VERIFY.smallest, Font.REGULAR) <= _VERIFY.width


def _weight(line: int) -> Font:
    """The office stands out under the name of its ward."""
    return Font.BOLD if line else Font.REGULAR


def _frame() -> str:
    corners = "".join(
        moved(x, y, circle(0, 0, 30, PAPER), circle(0, 0, 22, SUN), circle(0, 0, 10, TEAL))
        for x in (66, WIDTH - 66) for y in (66, HEIGHT - 66)
    )  # fmt: skip
    return (
        box(0, 0, WIDTH, HEIGHT, TEAL)
        + box(28, 28, WIDTH - 56, HEIGHT - 56, PAPER, round=24)
        + box(66, 66, WIDTH - 132, HEIGHT - 132, "none", line=SUN, thick=6)
        + corners
    )


def _proof(code: str, verify: str) -> str:
    """The code on white, and below it where to ask."""
    return (
        box(124, 880, 720, 108, WHITE, round=24, line=TEAL, thick=6)
        + words(code, 484, 934, _CODE, INK)
        + words(verify, 484, 1054, _VERIFY, INK, font=Font.REGULAR)
    )


def _rosette(x: float, y: float) -> str:
    """A prize: for learning, of no authority."""
    rays = "".join(moved(0, 0, circle(0, -74, 20, ORANGE), turned=30 * at) for at in range(12))
    ribbons = polygon(BRICK, (-46, 50), (-4, 66), (-26, 132), (-44, 112), (-70, 118)) + polygon(
        BRICK, (46, 50), (4, 66), (26, 132), (44, 112), (70, 118)
    )
    prize = (ribbons, rays, circle(0, 0, 76, SUN), tick(0, 0, 52, TEAL))
    return moved(x, y - 16, *prize, scaled=0.9)


def _together() -> str:
    """The same for every course: what was learnt against traps is no matter for a wall."""
    view = window(1152, 876, 468, 234, (1080, 548), learning())
    return view + box(1152, 876, 468, 234, "none", round=18, line=SAND, thick=8)
