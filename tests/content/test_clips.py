"""Recordings of lessons: found by name, and refused where they could not be played."""

from pathlib import Path

import pytest

from content.attachments import Attachment, Kind, in_content, read_content
from content.clips import LARGEST, is_of_kind
from content.lesson_loading import load_library
from content.source import ContentErrors
from tests.clips import AAC, M4A, MP3, OF_KIND, OGG, record
from tests.lessons import small_library


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    directory = small_library(tmp_path)
    (directory / "vi" / "audio").mkdir()
    return directory


def refused(lessons: Path) -> list[str]:
    with pytest.raises(ContentErrors) as caught:
        load_library(lessons)
    return [f"{error.path.name} {error.rule}" for error in caught.value.errors]


def test_clips_are_found_by_their_names_and_make_another_version(lessons: Path) -> None:
    before = load_library(lessons).version
    record(lessons, "6.1", "mp3", "aac", "ogg")
    library = load_library(lessons)
    assert library.clips == {"6.1": ("vi/audio/6.1.ogg", "vi/audio/6.1.mp3", "vi/audio/6.1.aac")}
    assert library.version != before


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("6.1.wav", OGG, "clip-name"),
        ("6.1.MP3", MP3, "clip-name"),
        ("bai-otp.mp3", MP3, "clip-name"),
        ("ghi-chu.txt", b"abc", "clip-name"),
        ("6.9.mp3", MP3, "clip-unknown-lesson"),
        ("6.1.mp3", b"", "clip-size"),
        ("6.1.mp3", MP3 + bytes(LARGEST), "clip-size"),
        ("6.1.aac", M4A, "clip-kind"),
        ("6.1.aac", MP3, "clip-kind"),
        ("6.1.m4a", AAC, "clip-kind"),
        ("6.1.ogg", OGG.replace(b"OpusHead", b"\x01vorbis\x00"), "clip-kind"),
    ],
)
def test_what_cannot_be_played_is_refused(
    lessons: Path, name: str, content: bytes, rule: str
) -> None:
    (lessons / "vi" / "audio" / name).write_bytes(content)
    assert refused(lessons) == [f"{name} {rule}"]


@pytest.mark.parametrize("kind", OF_KIND)
def test_each_kind_is_known_by_how_it_begins_and_for_no_other(kind: str) -> None:
    assert [other for other in OF_KIND if is_of_kind(OF_KIND[other], kind)] == [kind]


def test_an_mp3_with_a_tag_is_known_as_well() -> None:
    assert is_of_kind(b"ID3\x04\x00" + bytes(32), "mp3")


def test_a_clip_is_read_from_the_content_folder_and_from_nowhere_else(tmp_path: Path) -> None:
    record(small_library(tmp_path), "6.1", "aac")
    file = read_content(tmp_path, in_content("lessons/vi/audio/6.1.aac"))
    assert file
    assert (file.is_voice, file.content_type) == (True, "audio/aac")
    for name in ("lessons/vi/audio/../6.1.aac", "lessons/vi/6.1.aac", "audio/6.1.1.aac"):
        with pytest.raises(ValueError, match="no name"):
            in_content(name)


def test_a_channel_takes_the_form_it_plays() -> None:
    forms = ("content:a/6.1.ogg", "content:a/6.1.m4a", "content:a/6.1.aac")
    voice = Attachment.unpack(Attachment(forms[0], Kind.VOICE, "x", forms[1:]).pack())
    assert voice.in_form("aac", "m4a").reference == forms[2]
    assert voice.in_form("mp3", "m4a").reference == forms[1]
    assert voice.in_form("mp3").reference == forms[0]
