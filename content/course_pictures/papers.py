"""Drawings of what a phone is good for: letters, papers, the portal, paying, health.

Each is 1080 wide and 550 high. No company's sign and no emblem of the state is drawn.
"""

from content.course_pictures.things import (
    cross,
    elder,
    heart,
    phone,
    refused_call,
    rows,
    tick,
)
from content.drawing.lines import Room
from content.drawing.palette import (
    BRICK,
    GREY,
    INK,
    LEAF,
    ORANGE,
    SAND,
    SILVER,
    SKIN,
    SKY,
    SUN,
    TEAL,
    WHITE,
)
from content.drawing.shapes import (
    box,
    circle,
    moved,
    oval,
    path,
    polygon,
    stroke,
    words,
)


def large_letters() -> str:
    """A phone with large letters in front of a smiling elder; a strange program stays out."""
    strange = box(-85, -85, 170, 170, GREY, round=40) + words(
        "?", 0, 0, Room(160, 160, 120, 60), WHITE
    )
    return "".join((
        oval(540, 540, 470, 60, SAND),
        elder(835, 345, TEAL, scaled=1.12),
        phone(
            500, 280,
            words("Aa", 0, -95, Room(240, 200, 150, 60), INK),
            stroke(SILVER, 20, (-85, 50), (85, 50)),
            stroke(TEAL, 20, (-85, 50), (40, 50)),
            circle(48, 50, 28, TEAL),
            tick(0, 155, 46),
        ),
        moved(190, 300, strange, cross(80, 80, 52)),
    ))  # fmt: skip


def card_wallet() -> str:
    """An identity card slides into a phone; a shield guards it."""
    card = (
        box(-250, -160, 500, 320, WHITE, round=34, line=TEAL, thick=12)
        + box(-250, -160, 500, 74, TEAL, round=34) + box(-250, -120, 500, 34, TEAL)
        + box(-212, -56, 150, 180, SKY, round=16)
        + path("M -206 124 C -206 60 -170 50 -137 50 C -104 50 -68 60 -68 124 Z", INK)
        + circle(-137, 4, 40, SKIN)
        + rows(-24, -30, 220, 220, 150, thick=22)
    )  # fmt: skip
    shield = "M 0 -110 C 34 -84 68 -76 100 -76 C 104 20 70 86 0 120 " \
             "C -70 86 -104 20 -100 -76 C -68 -76 -34 -84 0 -110 Z"  # fmt: skip
    return "".join((
        oval(540, 540, 470, 60, SAND),
        phone(
            770, 280,
            path(shield, TEAL),
            stroke(WHITE, 24, (-42, 0), (-10, 34), (46, -36)),
            rows(-70, 160, 140, thick=18),
        ),
        moved(345, 240, card, turned=-6),
        refused_call(480, 462, 74),
    ))  # fmt: skip


def state_portal() -> str:
    """A window whose address ends as the state's do, and a form filled in."""
    window = (
        box(-350, -235, 700, 450, WHITE, round=30, line=INK, thick=12)
        + box(-350, -235, 700, 150, INK, round=30)
        + box(-310, -212, 620, 104, WHITE, round=52)
        + moved(-250, -160, box(-24, -12, 48, 40, LEAF, round=8),
                path("M -15 -12 L -15 -24 C -15 -44 15 -44 15 -24 L 15 -12", line=LEAF, thick=9))
        + words(".gov.vn", 40, -160, Room(500, 110, 84, 60), TEAL)
        + rows(-300, -10, 250, 320, 200, thick=20)
    )  # fmt: skip
    form = (
        box(-135, -180, 270, 360, SAND, round=20, line=INK, thick=10)
        + "".join(tick(-78, down, 34) for down in (-110, -10, 90))
        + "".join(stroke(INK, 16, (-20, down), (90, down)) for down in (-110, -10, 90))
    )
    pen = box(-20, -150, 40, 220, ORANGE, round=12) + polygon(INK, (-20, 70), (20, 70), (0, 120))
    return "".join((
        oval(540, 540, 470, 60, SAND),
        moved(430, 290, window),
        moved(850, 330, form, turned=5),
        moved(970, 350, pen, turned=28),
    ))  # fmt: skip


def read_the_name() -> str:
    """A square code, and the phone that says whose it is before anything is sent."""
    brackets = "".join(
        stroke(ORANGE, 20, (x * 200, y * 130), (x * 200, y * 200), (x * 130, y * 200))
        for x in (-1, 1) for y in (-1, 1)
    )  # fmt: skip
    name = Room(246, 90, 62, 60)
    return "".join((
        oval(540, 540, 470, 60, SAND),
        moved(290, 275, box(-160, -160, 320, 320, WHITE, round=20), _square_code(), brackets),
        stroke(ORANGE, 20, (520, 275), (580, 275)),
        polygon(ORANGE, (576, 245), (620, 275), (576, 305), line=ORANGE, thick=10),
        phone(
            800, 280,
            circle(0, -140, 56, SKY),
            path("M -40 -98 C -40 -130 40 -130 40 -98 Z", TEAL),
            circle(0, -150, 24, SKIN),
            words("Cô Lan", 0, -20, name, INK),
            stroke(SUN, 12, (-100, 30), (100, 30)),
            tick(0, 140, 60),
        ),
    ))  # fmt: skip


def health_record() -> str:
    """A book of one's health, and the house where help is."""
    book = (
        box(-150, -200, 300, 400, TEAL, round=24)
        + box(-120, -200, 26, 400, INK)
        + heart(30, -30, 105, WHITE)
        + path("M -70 -30 L -10 -30 L 14 -80 L 44 20 L 66 -30 L 122 -30", line=BRICK, thick=14)
        + rows(-40, 120, 140, fill=SKY, thick=20)
    )
    windows = "".join(
        box(x, y, 64, 64, SKY, round=8) for x in (-190, -100, 36, 126) for y in (-10, 90)
    )
    house = (
        box(-230, -60, 460, 280, WHITE, line=INK, thick=12)
        + box(-110, -230, 220, 190, WHITE, round=16, line=INK, thick=12)
        + _plus(0, -140, 62, LEAF)
        + windows
        + box(-34, 110, 68, 110, TEAL, round=6)
    )
    return "".join((
        oval(540, 520, 490, 60, SAND),
        moved(710, 300, house),
        moved(265, 300, book, turned=-5),
    ))  # fmt: skip


def _plus(x: float, y: float, size: float, fill: str) -> str:
    """Green: the red one belongs to a society."""
    arm = size * 0.36
    return box(x - arm, y - size, 2 * arm, 2 * size, fill, round=8) + box(
        x - size, y - arm, 2 * size, 2 * arm, fill, round=8
    )


def _square_code() -> str:
    """Looks like a code for a camera and is none: it leads nowhere."""
    corners = "".join(
        box(x, y, 84, 84, INK, round=8) + box(x + 16, y + 16, 52, 52, WHITE)
        + box(x + 28, y + 28, 28, 28, INK)
        for x, y in ((-134, -134), (50, -134), (-134, 50))
    )  # fmt: skip
    dots = "".join(
        box(-134 + 24 * across, -134 + 24 * down, 24, 24, INK)
        for across in range(11) for down in range(11)
        if (across * across + 3 * down + across * down) % 5 < 3
        and not (across < 4 and (down < 4 or down > 6)) and not (across > 6 and down < 4)
    )  # fmt: skip
    return dots + corners
