"""What the lessons take from the ward (content/lessons/settings.yaml)."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from content.entries import Entry, Setting

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,19}$")]
# On a button: an empty one is refused by the platforms with all that stand beside it.
Name = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]


class Neighbourhood(Entry):
    """A khu phố. The code stays when the name changes: people are kept by it."""

    code: Code
    name: Name


class Helper(Entry):
    """Whom to ask for help in person. Without a phone number nothing is made up."""

    vi: Name
    en: Name
    phone: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 .]{1,18}[0-9]$")] | None = None


class AtLeast(Entry):
    """What must be there: a library that lost a file is not taken for a small one."""

    lessons_of_a_course: int = Field(default=1, ge=1)
    practice_messages: int = Field(default=0, ge=0)


class LibrarySettings(Entry):
    province: Setting[str]
    neighbourhoods: Setting[tuple[Neighbourhood, ...]]
    helpers: Setting[tuple[Helper, ...]]
    hosts: tuple[str, ...]  # that lessons may name bare, with everything under them
    at_least: AtLeast = AtLeast()
    voices: Literal["human", "machine"] = "human"  # who reads the clips; a machine is named


NO_SETTINGS = LibrarySettings(
    province=Setting[str](value="", status="suggested", basis=""),
    neighbourhoods=Setting[tuple[Neighbourhood, ...]](value=(), status="suggested", basis=""),
    helpers=Setting[tuple[Helper, ...]](value=(), status="suggested", basis=""),
    hosts=(),
)
