"""Pieces of an SVG: each a pure function from places and colours to text, escaped."""

from html import escape

from content.drawing.letters import FAMILY, Font
from content.drawing.lines import LINE_HEIGHT, Lines, Room, fitted

Point = tuple[float, float]
_ABOVE_BASE = 0.36  # half the height of a capital: what is centred is the letters' body


def picture(width: int, height: int, *shapes: str) -> str:
    """A whole SVG document."""
    inside = "\n".join(shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="{FAMILY}">\n{inside}\n</svg>\n'
    )


def moved(x: float, y: float, *shapes: str, turned: float = 0, scaled: float = 1) -> str:
    change = f"translate({_n(x)} {_n(y)})"
    change += f" rotate({_n(turned)})" if turned else ""
    change += f" scale({_n(scaled)})" if scaled != 1 else ""
    return f'<g transform="{change}">{"".join(shapes)}</g>'


def window(
    x: float, y: float, width: float, height: float, seen: tuple[int, int], *shapes: str
) -> str:
    """A drawing of the size `seen`, made smaller or larger; what sticks out is cut off."""
    return (
        f'<svg x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" '
        f'viewBox="0 0 {seen[0]} {seen[1]}">{"".join(shapes)}</svg>'
    )


def box(
    x: float, y: float, width: float, height: float, fill: str, *,
    round: float = 0, line: str = "none", thick: float = 0,
) -> str:  # fmt: skip
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" '
        f'rx="{_n(round)}" {_paint(fill, line, thick)}/>'
    )


def circle(
    x: float, y: float, radius: float, fill: str, *, line: str = "none", thick: float = 0
) -> str:
    where = f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"'
    return f"<circle {where} {_paint(fill, line, thick)}/>"


def oval(x: float, y: float, wide: float, high: float, fill: str) -> str:
    where = f'cx="{_n(x)}" cy="{_n(y)}" rx="{_n(wide)}" ry="{_n(high)}"'
    return f'<ellipse {where} fill="{fill}"/>'


def path(way: str, fill: str = "none", *, line: str = "none", thick: float = 0) -> str:
    """`way` is ours alone, in the words of SVG: "M 0 0 L 10 10"."""
    return f'<path d="{way}" {_paint(fill, line, thick)}/>'


def stroke(line: str, thick: float, *points: Point) -> str:
    """A line through these points, round at its ends and corners."""
    way = " L ".join(f"{_n(x)} {_n(y)}" for x, y in points)
    return path(f"M {way}", line=line, thick=thick)


def polygon(fill: str, *points: Point, line: str = "none", thick: float = 0) -> str:
    way = " L ".join(f"{_n(x)} {_n(y)}" for x, y in points)
    return path(f"M {way} Z", fill, line=line, thick=thick)


def words(text: str, x: float, y: float, room: Room, fill: str, *, font: Font = Font.BOLD) -> str:
    """Words around the middle of a room that is centred on this point."""
    return set_lines(fitted(text, room, font), x, y, fill)


def set_lines(lines: Lines, x: float, y: float, fill: str, *, anchor: str = "middle") -> str:
    """Lines whose middle is at the height `y`."""
    step = lines.size * LINE_HEIGHT
    first = y - step * (len(lines.texts) - 1) / 2 + lines.size * _ABOVE_BASE
    weight = 700 if lines.font is Font.BOLD else 400
    return "".join(
        f'<text x="{_n(x)}" y="{_n(first + step * number)}" font-size="{_n(lines.size)}" '
        f'font-weight="{weight}" text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'
        for number, text in enumerate(lines.texts)
    )


def _paint(fill: str, line: str, thick: float) -> str:
    if not thick:
        return f'fill="{fill}"'
    return (
        f'fill="{fill}" stroke="{line}" stroke-width="{_n(thick)}" '
        'stroke-linecap="round" stroke-linejoin="round"'
    )


def _n(number: float) -> str:
    """Short, and the same on every machine."""
    return f"{round(number, 1):g}"
