"""What stands in the library's YAML, and how a wrong value is told to whoever wrote it."""

from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from content.entries import Day, Entry
from content.library import FactStatus, Form
from content.source import Source
from content.wrong_values import told

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=64, strip_whitespace=True)]
LessonId = Annotated[str, Field(pattern=r"^[1-9][0-9]?\.[1-9][0-9]?$")]
CourseId = Annotated[str, Field(pattern=r"^[1-9][0-9]?$")]
PracticeId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class Frameworks(Entry):
    tt02: str = Field(pattern=r"^D[1-6]$")
    digcomp: str = Field(pattern=r"^[1-6]\.[1-9]$")
    bkhcn757: Words


class FrontMatter(Entry):
    """What stands between the two lines of three dashes."""

    id: LessonId
    title: Label
    outcome: Annotated[Words, StringConstraints(max_length=120)]
    audience: Literal["everyone", "elders", "parents", "sellers", "staff"]
    frameworks: Frameworks
    plan_lines: tuple[int, ...]
    facts: tuple[Words, ...]
    verified_on: Day | None
    review_by: Day
    keywords: tuple[Label, ...]
    picture: str | None


class BothLanguages(Entry):
    vi: Words
    en: Words


class BothLabels(Entry):
    vi: Label
    en: Label


class CourseEntry(Entry):
    id: CourseId
    title: BothLabels
    key_sentence: BothLanguages
    picture: Words
    alt: BothLanguages


class CourseFile(Entry):
    order_first: tuple[LessonId, ...]
    courses: Annotated[tuple[CourseEntry, ...], Field(min_length=1)]


class SourceEntry(Entry):
    address: str | None
    note: str


class FactEntry(Entry):
    id: Annotated[str, Field(pattern=r"^F[0-9]{2,4}$")]
    claim: Words
    status: Annotated[FactStatus, Field(strict=False)]
    sources: Annotated[tuple[SourceEntry, ...], Field(min_length=1)]


class FactFile(Entry):
    compiled: Annotated[date, BeforeValidator(lambda v: v and date.fromisoformat(str(v)))]
    facts: tuple[FactEntry, ...]


class NeverWord(Entry):
    word: Words
    say: Words


class ExplainedWord(Entry):
    word: Words
    by: Annotated[tuple[Words, ...], Field(min_length=1)]  # any of these


class JargonFile(Entry):
    names: tuple[Words, ...]
    never: tuple[NeverWord, ...]
    explained: tuple[ExplainedWord, ...]


class PracticeEntry(Entry):
    id: PracticeId
    lesson: LessonId
    form: Annotated[Form, Field(strict=False)]
    text: Words
    is_genuine: bool
    because: Words


class PracticeFile(Entry):
    messages: tuple[PracticeEntry, ...]


Model = TypeVar("Model", bound=BaseModel)


def entry_of(source: Source, model: type[Model]) -> Model | None:
    """The values as this model; what does not fit is refused at its line, in Vietnamese."""
    if source.errors:
        return None
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            source.refuse(problem["loc"], _rule(problem), told(problem))
        return None


def _rule(problem: ErrorDetails) -> str:
    return {"missing": "missing-field", "extra_forbidden": "unknown-field"}.get(
        problem["type"], "wrong-value"
    )
