"""Letters: one way to write each, and nothing that cannot be seen."""

import unicodedata

from content.lesson_drafts import Drafts
from content.lesson_files import text_of
from content.source import Source


def check(drafts: Drafts) -> None:
    for name, content in drafts.folder.texts.items():
        source = drafts.source(name)
        if name.endswith((".md", ".yaml")) and (text := text_of(source, content)):
            _check_text(source, text)


def _check_text(source: Source, text: str) -> None:
    if unicodedata.is_normalized("NFC", text) and text.replace("\n", "").isprintable():
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            source.refuse_line(
                number, "not-nfc", "Dấu tiếng Việt trên dòng này ở dạng tổ hợp (NFD). Hãy gõ lại "
                "dòng, bộ gõ chọn bảng mã “Unicode dựng sẵn”.",
            )  # fmt: skip
        if hidden := next((c for c in line if _is_hidden(c)), None):
            source.refuse_line(
                number, "hidden-character", f"Dòng này có ký tự ẩn U+{ord(hidden):04X}. Hãy xóa "
                "dòng và gõ lại bằng tay, đừng dán từ nơi khác.",
            )  # fmt: skip


def _is_hidden(character: str) -> bool:
    """Control, formatting (zero width, direction), private; a no-break space or a tab as well."""
    return not character.isprintable()
