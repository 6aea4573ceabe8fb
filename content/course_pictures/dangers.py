"""Drawings of traps and the ways out of them, each 1080 wide and 550 high."""

from content.course_pictures.things import (
    bubble,
    call,
    coin,
    cross,
    hand,
    heart,
    octagon,
    phone,
    refused_call,
    ringing,
    rows,
)
from content.drawing.lines import Room
from content.drawing.palette import (
    BRICK,
    GREY,
    INK,
    LEAF,
    RED,
    ROSE,
    SAND,
    SKIN,
    SKY,
    SUN,
    TEAL,
    WHITE,
)
from content.drawing.shapes import box, circle, moved, oval, path, polygon, stroke, words


def slow_down() -> str:
    """A hand that stops, and a message looked at closely."""
    glass = (
        stroke(INK, 44, (104, 104), (190, 190))
        + circle(0, 0, 140, WHITE, line=INK, thick=26)
        + words("?", 0, 0, Room(200, 230, 180, 60), BRICK)
    )
    return "".join((
        oval(540, 540, 470, 60, SAND),
        octagon(290, 275, 240, RED),
        hand(275, 300, WHITE, scaled=1.05),
        bubble(770, 215, 480, 300, SKY, rows(-180, -80, 340, 280, 330, 200, fill=GREY)),
        moved(790, 270, glass),
    ))  # fmt: skip


def fake_officer() -> str:
    """Somebody under a cap, behind dark glasses, calls with a picture: refused."""
    caller = (
        path("M -118 210 C -118 90 -70 70 0 70 C 70 70 118 90 118 210 Z", LEAF)
        + path("M -36 60 L 36 60 L 22 110 L -22 110 Z", SKIN)
        + oval(0, 0, 74, 84, SKIN)
        + path("M -92 -50 C -110 -130 110 -130 92 -50 Z", LEAF)
        + path("M -84 -50 C -60 -76 60 -76 84 -50 C 60 -26 -60 -26 -84 -50 Z", INK)
        + box(-62, -22, 54, 36, INK, round=14) + box(8, -22, 54, 36, INK, round=14)
        + stroke(INK, 9, (-10, -10), (10, -10))
        + stroke(INK, 8, (-24, 50), (24, 44))
    )  # fmt: skip
    return "".join((
        oval(540, 540, 470, 60, SAND),
        phone(540, 280, moved(0, 26, caller, scaled=0.95), glass=SKY),
        cross(690, 440, 96),
        bubble(205, 190, 250, 190, SUN, words("!!!", 0, 0, Room(220, 150, 110, 60), BRICK),
               to_left=False),
        refused_call(890, 250, 120),
    ))  # fmt: skip


def cheated() -> str:
    """A broken heart and lost money; at once the bank is called."""
    broken = heart(0, 0, 215, ROSE) + stroke(
        WHITE, 22, (0, -130), (-40, -50), (30, 20), (-24, 90), (0, 190)
    )
    return "".join((
        oval(540, 540, 470, 60, SAND),
        moved(255, 230, broken),
        coin(125, 470, 56), coin(260, 485, 56), coin(395, 465, 56),
        stroke(TEAL, 26, (440, 275), (480, 275)),
        polygon(TEAL, (476, 238), (530, 275), (476, 312), line=TEAL, thick=10),
        ringing(795, 280, TEAL),
        phone(795, 280, _bank(0, -75), call(0, 130, 64)),
    ))  # fmt: skip


def _bank(x: float, y: float) -> str:
    pillars = "".join(box(left, -10, 26, 100, TEAL) for left in (-82, -36, 10, 56))
    return moved(
        x, y,
        polygon(TEAL, (-112, -26), (0, -104), (112, -26), line=TEAL, thick=8),
        circle(0, -54, 18, SUN), pillars,
        box(-108, 92, 216, 26, TEAL, round=6),
    )  # fmt: skip
