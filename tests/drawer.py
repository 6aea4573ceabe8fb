"""Files by name, for tests of what goes along with a letter."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.file_links import FileLinks, Link
from content.attachments import Attachment, File, Kind

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
NOON = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)  # twelve in the ward


class Drawer:
    """Where a transport under test finds what its letters name."""

    def __init__(self, origin: str | None = None) -> None:
        self.files: dict[str, File] = {}
        self.links: list[Link] = []
        self._links = (
            FileLinks(origin, "secret", timedelta(hours=24), lambda: NOON) if origin else None
        )

    async def find(self, reference: str) -> File | None:
        return self.files.get(reference)

    def link(self, reference: str, file: File) -> Link | None:
        if self._links is None:
            return None
        self.links.append(self._links.link(reference, file.ending))
        return self.links[-1]


def picture(reference: str = "content:a.png", alt: str = "Biểu đồ") -> dict[str, Any]:
    """As a letter's payload has it."""
    return {"attachment": Attachment(reference, Kind.PICTURE, alt).pack()}


def document(reference: str = "content:a.pdf", alt: str = "Kế hoạch") -> dict[str, Any]:
    return {"attachment": Attachment(reference, Kind.DOCUMENT, alt).pack()}
