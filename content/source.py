"""YAML read strictly, remembering the line of every value; and what is wrong in a content file.

ContentErrors(Exception)      everything wrong in one load, raised together
└─ .errors: ContentError      one of them: file, line, rule, message

Scalars are those of YAML 1.2: `no` is a word, `08:00` is not 480, `1.5` is exact. Lists become
tuples.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

Location = tuple[int | str, ...]

_NO_YAML = (
    "Viết sai dạng từ đây. Chữ có dấu hai chấm phải nằm trong ngoặc kép; các dòng cùng cấp phải "
    "thụt vào bằng nhau."
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 20  # levels; the loader calls itself for each, in C, and so many end the process

_SCALARS: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (re.compile(r"|~|null"), lambda _: None),
    (re.compile(r"true|false"), lambda text: text == "true"),
    (re.compile(r"-?(0|[1-9]\d{0,17})", re.ASCII), int),  # a longer one is no number of ours
    (re.compile(r"-?(0|[1-9]\d*)\.\d+", re.ASCII), Decimal),
)


@dataclass(frozen=True, slots=True)
class ContentError:
    """One thing wrong, and where."""

    path: Path
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


class ContentErrors(Exception):
    """The content cannot be used."""

    def __init__(self, errors: Iterable[ContentError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


@dataclass(slots=True)
class Source:
    """A file's values, where each stands and what is wrong with them."""

    path: Path
    data: Any = None
    lines: dict[Location, int] = field(default_factory=dict)
    errors: list[ContentError] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)  # nodes read, to know an alias

    def line(self, location: Location) -> int:
        """The line of a value, or of the nearest thing around it."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def refuse(self, location: Location, rule: str, message: str) -> None:
        self.refuse_line(self.line(location), rule, message)

    def refuse_line(self, line: int, rule: str, message: str) -> None:
        self.errors.append(ContentError(self.path, line, rule, message))


def read(path: Path) -> Source:
    """Everything the file holds. What cannot be read at all is an error of the source too."""
    source = Source(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        source.refuse((), "readable", f"Không đọc được tệp ({' '.join(str(error).split())}).")
    else:
        read_values(source, text)
    return source


def read_values(source: Source, text: str) -> None:
    """The same of a text in hand."""
    try:
        if (line := _too_deep(text)) is not None:
            source.refuse_line(
                line, "too-deep", f"Dòng này lồng quá {_DEEPEST} cấp. Hãy viết lại như tệp khác."
            )
            return
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.reader.ReaderError as error:
        source.refuse((), "readable", f"Có ký tự lạ ({' '.join(str(error).split())}).")
    except yaml.MarkedYAMLError as error:
        source.lines[()] = error.problem_mark.line + 1 if error.problem_mark else 1
        source.refuse((), "yaml", f"{_NO_YAML} ({error.problem}).")
    else:
        source.data = _value(node, (), source) if node else {}


def _too_deep(text: str) -> int | None:
    """The line where too many lists and mappings stand in one another."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            return event.start_mark.line + 1 if event.start_mark else 1
    return None


def _value(node: yaml.Node, location: Location, source: Source) -> Any:
    source.lines.setdefault(location, node.start_mark.line + 1)
    if id(node) in source.seen:  # an alias could unfold without end
        source.refuse(location, "alias", "Không dùng & và *. Hãy viết hẳn giá trị ra.")
        return None
    source.seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, location, source)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_value(n, (*location, i), source) for i, n in enumerate(node.value))
    return _scalar(node)


def _mapping(node: yaml.MappingNode, location: Location, source: Source) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        here = (*location, key)
        source.lines[here] = key_node.start_mark.line + 1
        if key in values:
            source.refuse(here, "duplicate-key", f"Mục “{key}” ghi hai lần. Hãy bỏ một.")
        values[key] = _value(value_node, here, source)
    return values


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    if getattr(node, "style", None):  # quoted or a block: always words
        return text
    fitting = (convert for pattern, convert in _SCALARS if pattern.fullmatch(text))
    return next(fitting, str)(text)
