"""What several pictures of courses show: phones, people, marks, coins. Each around its middle."""

from math import cos, pi, sin

from content.drawing.palette import (
    GREY,
    HAIR,
    INK,
    LEAF,
    ORANGE,
    RED,
    SILVER,
    SKIN,
    SUN,
    WHITE,
)
from content.drawing.shapes import box, circle, moved, oval, path, polygon, stroke

PHONE_WIDTH, PHONE_HEIGHT = 290, 520


def phone(x: float, y: float, *screen: str, turned: float = 0, glass: str = WHITE) -> str:
    """Upright; what is on the screen is placed from the middle of the phone."""
    wide, high = PHONE_WIDTH, PHONE_HEIGHT
    return moved(
        x, y,
        box(-wide / 2, -high / 2, wide, high, INK, round=44),
        box(20 - wide / 2, 34 - high / 2, wide - 40, high - 68, glass, round=20),
        box(-34, 14 - high / 2, 68, 9, GREY, round=4),
        *screen,
        turned=turned,
    )  # fmt: skip


def person(x: float, y: float, clothes: str, *, hair: str = HAIR, scaled: float = 1) -> str:
    """Head and shoulders, smiling; the middle is the chin."""
    return moved(
        x, y,
        path("M -130 190 C -130 60 -80 24 0 24 C 80 24 130 60 130 190 Z", clothes),
        path("M -42 26 C -30 66 30 66 42 26 L 30 -6 L -30 -6 Z", SKIN),
        oval(0, -66, 76, 84, SKIN),
        path("M -84 -62 C -96 -190 96 -190 84 -62 C 70 -112 30 -122 0 -120 "
             "C -34 -122 -70 -112 -84 -62 Z", hair),
        face(0, -62),
        scaled=scaled,
    )  # fmt: skip


def elder(x: float, y: float, clothes: str, *, scaled: float = 1) -> str:
    """With white hair, a bun and glasses."""
    glasses = "".join(
        circle(side * 31, -62, 24, "none", line=INK, thick=6) for side in (-1, 1)
    ) + stroke(INK, 6, (-8, -64), (8, -64))  # fmt: skip
    bun = moved(x, y, circle(0, -164, 36, SILVER), scaled=scaled)
    return bun + person(x, y, clothes, hair=SILVER, scaled=scaled) + moved(
        x, y, glasses, scaled=scaled
    )  # fmt: skip


def face(x: float, y: float, line: str = INK) -> str:
    """Two eyes and a smile."""
    smile = path("M -26 28 Q 0 54 26 28", line=line, thick=7)
    return moved(x, y, circle(-31, 0, 8, line), circle(31, 0, 8, line), smile)


def tick(x: float, y: float, size: float, fill: str = LEAF) -> str:
    way = ((-0.45, 0.05), (-0.12, 0.38), (0.48, -0.32))
    points = [(x + size * right, y + size * down) for right, down in way]
    return circle(x, y, size, fill) + stroke(WHITE, size / 4, *points)


def cross(x: float, y: float, size: float, fill: str = RED) -> str:
    arm = 0.42 * size
    return (
        circle(x, y, size, fill)
        + stroke(WHITE, size / 4, (x - arm, y - arm), (x + arm, y + arm))
        + stroke(WHITE, size / 4, (x - arm, y + arm), (x + arm, y - arm))
    )


def call(x: float, y: float, radius: float) -> str:
    """The green button of a call."""
    return circle(x, y, radius, LEAF) + moved(
        x - radius * 0.1, y + radius * 0.1, _receiver(), turned=-135, scaled=radius / 60
    )


def refused_call(x: float, y: float, radius: float) -> str:
    """The red button that ends a call."""
    return circle(x, y, radius, RED) + moved(x, y, _receiver(), scaled=radius / 60)


def _receiver() -> str:
    way = "M -36 14 C -36 -22 36 -22 36 14 L 20 16 L 14 0 C 6 -4 -6 -4 -14 0 L -20 16 Z"
    return path(way, WHITE, line=WHITE, thick=6)


def coin(x: float, y: float, radius: float) -> str:
    """Of no country: a round with a square hole, as on old coins."""
    hole = radius * 0.3
    return (
        circle(x, y, radius, ORANGE)
        + circle(x, y, radius * 0.82, SUN)
        + box(x - hole, y - hole, 2 * hole, 2 * hole, ORANGE, round=hole / 4)
    )


def bubble(x: float, y: float, wide: float, high: float, fill: str, *inside: str,
           to_left: bool = True) -> str:  # fmt: skip
    """What somebody says, with its tail below."""
    side = -1 if to_left else 1
    tail = ((side * wide * 0.32, high / 2 - 14), (side * wide * 0.42, high / 2 + 66),
            (side * wide * 0.08, high / 2 - 14))  # fmt: skip
    body = box(-wide / 2, -high / 2, wide, high, fill, round=min(wide, high) * 0.28)
    return moved(x, y, polygon(fill, *tail, line=fill, thick=8), body, *inside)


def rows(x: float, y: float, *lengths: float, fill: str = SILVER, thick: float = 18) -> str:
    """Lines of writing that are not to be read."""
    return "".join(
        stroke(fill, thick, (x, y + 2.4 * thick * number), (x + length, y + 2.4 * thick * number))
        for number, length in enumerate(lengths)
    )


def heart(x: float, y: float, size: float, fill: str) -> str:
    way = "M 0 90 C -150 0 -110 -100 -46 -94 C -18 -92 0 -66 0 -50 " \
          "C 0 -66 18 -92 46 -94 C 110 -100 150 0 0 90 Z"  # fmt: skip
    return moved(x, y, path(way, fill), scaled=size / 100)


def octagon(x: float, y: float, radius: float, fill: str, *, line: str = WHITE) -> str:
    corners = [
        (x + radius * cos(pi / 8 + part * pi / 4), y + radius * sin(pi / 8 + part * pi / 4))
        for part in range(8)
    ]
    return polygon(fill, *corners, line=line, thick=radius * 0.09)


def hand(x: float, y: float, fill: str, scaled: float = 1) -> str:
    """An open palm: stop."""
    fingers = ((-62, -150, 118), (-21, -182, 150), (20, -170, 138), (61, -130, 98))
    return moved(
        x, y,
        *(box(left - 18, top, 36, length + 60, fill, round=18) for left, top, length in fingers),
        path("M -80 -40 L 79 -40 L 79 40 C 79 110 40 140 0 140 C -50 140 -80 100 -80 50 Z", fill),
        path("M 56 60 C 90 40 104 0 118 -22 C 130 -40 152 -26 144 -4 C 128 44 108 90 60 116 Z",
             fill),
        scaled=scaled,
    )  # fmt: skip


def ringing(x: float, y: float, fill: str) -> str:
    """Waves on both sides of a phone."""
    return "".join(
        path(f"M {x + side * out:.0f} {y - high} Q {x + side * (out + high / 2):.0f} {y} "
             f"{x + side * out:.0f} {y + high}", line=fill, thick=18)
        for side in (-1, 1)
        for out, high in ((178, 60), (212, 96))
    )  # fmt: skip
