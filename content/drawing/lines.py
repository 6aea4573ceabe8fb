"""Words set into lines, with letters as large as the room allows."""

from dataclasses import dataclass

from content.drawing.letters import Font, letters_of, showable, width

LINE_HEIGHT = 1.25  # of the letters': room for the marks above and below


@dataclass(frozen=True, slots=True)
class Room:
    """Where words may stand, and how large and how small their letters may be."""

    width: float
    height: float
    largest: int
    smallest: int
    together: tuple[str, ...] = ()  # pairs of words that stay on one line: "ngân hàng"


@dataclass(frozen=True, slots=True)
class Lines:
    """Words as they are set."""

    texts: tuple[str, ...]
    size: int
    font: Font

    @property
    def height(self) -> float:
        return len(self.texts) * self.size * LINE_HEIGHT

    @property
    def width(self) -> float:
        return max(width(text, self.size, self.font) for text in self.texts)


def fitted(text: str, room: Room, font: Font = Font.BOLD) -> Lines:
    """Whole words where they fit. At the smallest size a long word is split, and what is too
    long even then ends with "…"."""
    words = _bound(showable(text, font).split(), room.together)
    for size in range(room.largest, room.smallest - 1, -1):
        set_here = Lines(_wrapped(words, room.width, size, font), size, font)
        if set_here.width <= room.width and set_here.height <= room.height:
            return _balanced(set_here, words, room)
    return _shortened(words, room, font)


def _bound(words: list[str], together: tuple[str, ...]) -> list[str]:
    bound: list[str] = []
    for word in words:
        pair = f"{bound[-1]} {word}" if bound else word
        if pair.lower().strip(".,:;“”") in together:
            bound[-1] = pair
        else:
            bound.append(word)
    return bound


def _wrapped(words: list[str], room: float, size: int, font: Font) -> tuple[str, ...]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and width(longer, size, font) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)


def _balanced(lines: Lines, words: list[str], room: Room) -> Lines:
    """As many lines of about the same width: no short word stands alone on the last."""
    best = lines
    for part in range(95, 30, -5):
        texts = _wrapped(words, room.width * part / 100, lines.size, lines.font)
        tried = Lines(texts, lines.size, lines.font)
        if len(texts) > len(lines.texts) or tried.width > room.width:
            break
        best = tried
    return best


def _shortened(words: list[str], room: Room, font: Font) -> Lines:
    size = room.smallest
    pieces = [piece for word in words for piece in _pieces(word, room.width, size, font)]
    lines = list(_wrapped(pieces, room.width, size, font))
    most = max(1, int(room.height // (size * LINE_HEIGHT)))
    if len(lines) > most:
        lines[most - 1 :] = [_cut(lines[most - 1], room.width, size, font)]
    return Lines(tuple(lines), size, font)


def _pieces(word: str, room: float, size: int, font: Font) -> list[str]:
    pieces = [""]
    for letter in letters_of(word):
        if pieces[-1] and width(pieces[-1] + letter, size, font) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(line: str, room: float, size: int, font: Font) -> str:
    letters = letters_of(line)
    while letters and width("".join(letters) + "…", size, font) > room:
        letters.pop()
    return "".join(letters).rstrip() + "…"
