"""From SVG to PNG, with our own fonts alone: the same picture on every machine."""

import resvg_py

from content.drawing.letters import Font


def to_png(svg: str, width: int | None = None) -> bytes:
    """As wide as the drawing says, or as wide as asked."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            skip_system_fonts=True,
            font_files=[str(font.path) for font in Font],
        )
    )
