"""How people shorten, misspell and say what lessons call otherwise (lessons/search_words.yaml)."""

from collections.abc import Mapping

from pydantic import Field

from content.entries import Entry


class Meant(Entry):
    """Who says one of the first looks for the second as well."""

    said: tuple[str, ...]
    taught: tuple[str, ...]


class SearchWords(Entry):
    written: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    meant: tuple[Meant, ...] = ()
    empty: tuple[str, ...] = ()


NO_SEARCH_WORDS = SearchWords()
