"""What goes along with a letter: where its bytes are, and what is said where they cannot go."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.errors import NotSent
from bot.file_links import FileLinks, Link
from content.attachments import Attachment, File, Kind, read_content
from content.words import gettext as _
from content.words import moment, speaking
from storage import made_files
from storage.database import Database
from storage.outbox import Taken

PLAYED_EVERYWHERE = ("m4a", "mp3", "aac")  # forms of a voice, behind a link


class Attachments(Protocol):
    """Where a file that a letter names is found."""

    async def find(self, reference: str) -> File | None:
        """None: it is gone. Raises NotSent where the database is away."""
        ...

    def link(self, reference: str, file: File) -> Link | None:
        """An address for it; None where nobody could reach us."""
        ...


class FileStore:
    """The content folder, and the files made for one person."""

    def __init__(
        self,
        database: Database,
        content_dir: Path,
        links: FileLinks | None,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._content_dir = content_dir
        self._links = links
        self._now = now

    async def find(self, reference: str) -> File | None:
        if file := await asyncio.to_thread(read_content, self._content_dir, reference):
            return file
        try:
            async with self._database.engine.connect() as connection:
                await connection.execution_options(only_reads=True)
                return await made_files.find(connection, reference, self._now())
        except SQLAlchemyError:
            raise NotSent("a file is out of reach") from None

    def link(self, reference: str, file: File) -> Link | None:
        return self._links.link(reference, file.ending) if self._links else None


class NoAttachments:
    """Where nothing can be found."""

    async def find(self, _reference: str) -> File | None:
        return None

    def link(self, _reference: str, _file: File) -> Link | None:
        return None


def attachment_of(letter: Taken) -> Attachment | None:
    packed = letter.payload.get("attachment")
    return Attachment.unpack(packed) if packed else None


def with_words_for(letter: Taken, text: str, link: Link | None) -> str:
    """The text under words for what does not stand beside it: what there is to see, and where it
    lies until when, or that it cannot be had here."""
    attachment = attachment_of(letter)
    if attachment is None:
        return text
    with speaking(letter.payload.get("language", "vi")):
        said = _linked(attachment, link) if link else _missing(attachment)
    return f"{said}\n\n{text}" if text else said


def _linked(attachment: Attachment, link: Link) -> str:
    what = _named(attachment.kind)
    until = _("(The link works until %(until)s.)") % {"until": moment(link.until)}
    return f"{what}: {attachment.alt}\n{link.url}\n{until}"


def _named(kind: Kind) -> str:
    match kind:
        case Kind.PICTURE:
            return _("Picture")
        case Kind.VOICE:
            return _("Recording")
        case Kind.DOCUMENT:
            return _("Document")


def _missing(attachment: Attachment) -> str:
    """In brackets: it is said about the message, not in it."""
    if attachment.kind is Kind.PICTURE:
        return _("(A picture belongs here that cannot be shown. It shows: %(alt)s)") % {
            "alt": attachment.alt
        }
    if attachment.kind is Kind.VOICE:
        return _("(A recording belongs here that cannot be played: %(alt)s)") % {
            "alt": attachment.alt
        }
    return _("(A document belongs here that could not be sent: %(alt)s)") % {"alt": attachment.alt}
