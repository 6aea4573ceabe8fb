"""The picture of a course: its number and title, a drawing, and the sentence to keep in mind.

Letters are at least 60 of 1080 high, so that they can be read on a phone 320 points wide.
"""

from content.course_pictures.dangers import cheated, fake_officer, slow_down
from content.course_pictures.papers import (
    card_wallet,
    health_record,
    large_letters,
    read_the_name,
    state_portal,
)
from content.course_pictures.together import buying, learning, machine_helper, pause
from content.drawing.lines import Room, fitted
from content.drawing.palette import BRICK, INK, PAPER, SUN, TEAL, WHITE
from content.drawing.shapes import box, circle, moved, picture, set_lines, words

SIDE = 1080
_HEADER, _SCENE = 280, 550
_TOGETHER = (
    "công an", "con em", "gọi ngân", "gọi ngân hàng", "làm ăn", "làm việc", "mất tiền", "một bài",
    "ngân hàng", "người nhận", "nhà nước", "điện thoại", "tài khoản", "thông minh", "tin giả",
)  # fmt: skip
_TITLE = Room(770, 270, 92, 60, _TOGETHER)
_KEY = Room(990, 235, 92, 60, _TOGETHER)
_SCENES = {
    1: large_letters, 2: card_wallet, 3: state_portal, 4: read_the_name, 5: health_record,
    6: slow_down, 7: fake_officer, 8: cheated, 9: buying, 10: pause, 11: machine_helper,
    12: learning,
}  # fmt: skip
_OF_DANGERS = (6, 7, 8)
COURSES: tuple[int, ...] = tuple(_SCENES)


def course_svg(number: int, title: str, key_sentence: str) -> str:
    """A course that somebody added and nobody drew yet shows people who learn."""
    colour = BRICK if number in _OF_DANGERS else TEAL
    key_height = SIDE - _HEADER - _SCENE
    return picture(
        SIDE, SIDE,
        box(0, 0, SIDE, SIDE, PAPER),
        box(0, 0, SIDE, _HEADER, colour),
        circle(145, _HEADER / 2, 96, SUN),
        words(str(number), 145, _HEADER / 2, Room(170, 170, 120, 60), INK),
        set_lines(fitted(title, _TITLE), 275, _HEADER / 2, WHITE, anchor="start"),
        moved(0, _HEADER, _SCENES.get(number, learning)()),
        box(0, SIDE - key_height, SIDE, key_height, INK),
        box(0, SIDE - key_height, SIDE, 10, SUN),
        words(key_sentence, SIDE / 2, SIDE - key_height / 2 + 5, _KEY, WHITE),
    )  # fmt: skip
