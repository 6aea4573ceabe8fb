"""Drawings of trading, talking, asking a machine and learning, each 1080 wide and 550 high."""

from content.course_pictures.things import (
    bubble,
    coin,
    elder,
    face,
    heart,
    person,
    phone,
    rows,
    tick,
)
from content.drawing.lines import Room
from content.drawing.palette import (
    BRICK,
    CARTON,
    CARTON_EDGE,
    GREY,
    HAIR,
    INK,
    LEAF,
    NUT,
    ORANGE,
    PEACH,
    SAND,
    SKY,
    SUN,
    TEAL,
    WHITE,
)
from content.drawing.shapes import box, circle, moved, oval, path, polygon, stroke, words


def buying() -> str:
    """First the money is there, then the parcel goes."""
    parcel = (
        box(-130, -100, 260, 220, CARTON, round=14)
        + box(-28, -100, 56, 220, SAND)
        + polygon(CARTON_EDGE, (-130, -86), (130, -86), (108, -136), (-108, -136))
        + polygon(SAND, (-28, -86), (28, -86), (24, -136), (-24, -136))
    )
    bag = (
        path("M -60 -120 C -60 -210 60 -210 60 -120", line=INK, thick=18)
        + path("M -130 -130 L 130 -130 L 150 170 L -150 170 Z", ORANGE, line=ORANGE, thick=16)
        + heart(0, 20, 80, WHITE)
    )
    return "".join((
        oval(540, 540, 490, 60, SAND),
        phone(
            250, 280,
            coin(0, -145, 56),
            words("Tiền đã về", 0, 8, Room(236, 170, 68, 60), INK),
            tick(0, 160, 52),
        ),
        stroke(TEAL, 26, (440, 275), (500, 275)),
        polygon(TEAL, (496, 238), (550, 275), (496, 312), line=TEAL, thick=10),
        moved(870, 330, bag),
        moved(695, 400, parcel),
    ))  # fmt: skip


def pause() -> str:
    """Two who talk, and between them the sign that says: wait."""
    sign = (
        circle(0, 0, 150, ORANGE, line=WHITE, thick=20)
        + box(-62, -74, 42, 148, WHITE, round=10)
        + box(20, -74, 42, 148, WHITE, round=10)
    )
    return "".join((
        oval(540, 540, 490, 60, SAND),
        person(190, 400, TEAL, scaled=0.8),
        elder(890, 400, BRICK, scaled=0.8),
        bubble(235, 130, 380, 190, SKY, rows(-130, -40, 260, 180, fill=GREY, thick=22)),
        bubble(845, 130, 380, 190, SUN,
               words("?", 0, 0, Room(200, 180, 140, 60), INK), to_left=False),
        moved(540, 315, sign),
    ))  # fmt: skip


def machine_helper() -> str:
    """A friendly machine beside a person, who does the thinking."""
    robot = (
        stroke(INK, 14, (0, -190), (0, -140)) + circle(0, -204, 24, ORANGE)
        + box(-190, -60, 44, 90, GREY, round=18) + box(146, -60, 44, 90, GREY, round=18)
        + box(-160, -150, 320, 260, TEAL, round=70)
        + box(-120, -104, 240, 168, WHITE, round=56)
        + moved(0, -30, face(0, 0), scaled=1.6)
        + box(-50, 100, 100, 60, GREY)
        + path("M -110 260 C -110 150 -80 126 0 126 C 80 126 110 150 110 260 Z", TEAL)
        + heart(0, 205, 40, SUN)
    )  # fmt: skip
    lamp = (
        circle(0, -14, 58, SUN) + box(-30, 36, 60, 34, GREY, round=10)
        + "".join(
            moved(0, -14, stroke(ORANGE, 12, (0, -84), (0, -106)), turned=turn)
            for turn in (-100, -50, 0, 50, 100)
        )
    )  # fmt: skip
    return "".join((
        oval(540, 540, 490, 60, SAND),
        moved(290, 290, robot),
        person(760, 380, ORANGE, scaled=1.05),
        circle(862, 252, 12, ORANGE), circle(892, 222, 17, ORANGE),
        moved(950, 150, lamp, scaled=1.05),
    ))  # fmt: skip


def learning() -> str:
    """Three generations over one book, and the fruit the land lives on."""
    book = (
        path("M 0 -40 C -80 -90 -260 -90 -360 -60 L -360 110 C -260 80 -80 80 0 130 Z", WHITE,
             line=INK, thick=12)
        + path("M 0 -40 C 80 -90 260 -90 360 -60 L 360 110 C 260 80 80 80 0 130 Z", WHITE,
               line=INK, thick=12)
        + rows(-310, -10, 240, 200, thick=18) + rows(70, -10, 200, 240, thick=18)
    )  # fmt: skip
    return "".join((
        oval(470, 530, 460, 50, SAND),
        elder(245, 285, BRICK, scaled=1.05),
        person(672, 270, TEAL, scaled=1.1),
        person(460, 330, ORANGE, scaled=0.85),
        moved(460, 412, book),
        moved(945, 290, _cashew()),
    ))  # fmt: skip


def _cashew() -> str:
    """The soft fruit hangs from its stalk, the nut from the fruit."""
    leaf = path("M 0 -180 C 20 -250 70 -250 96 -230 C 86 -180 40 -160 0 -180 Z", LEAF)
    return (
        stroke(HAIR, 14, (0, -215), (0, -150)) + leaf
        + path("M -60 -150 C -20 -176 20 -176 60 -150 C 110 -60 96 40 40 80 "
               "C 16 92 -16 92 -40 80 C -96 40 -110 -60 -60 -150 Z", ORANGE)
        + path("M -56 -100 C -72 -50 -66 0 -44 34", line=PEACH, thick=16)
        + path("M -34 104 C -30 150 20 160 42 118", line=NUT, thick=58)
    )  # fmt: skip
