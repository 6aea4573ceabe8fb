"""Pictures: in the folder, of a kind every channel shows, and not a burden on a small plan."""

import re
from collections.abc import Mapping

from content.source import Location, Source

LARGEST = 300 * 1024  # bytes: some seconds on a slow line; the channels would take 1 MiB
_NAME = re.compile(r"pictures/[a-z0-9][a-z0-9_-]{0,63}\.(?:png|jpg|jpeg)")


def check_picture(
    source: Source, location: Location, name: str, pictures: Mapping[str, int]
) -> None:
    if not _NAME.fullmatch(name):
        source.refuse(
            location, "picture-name", f"Tên hình “{name}” không dùng được. Hãy viết dạng "
            "pictures/ten-hinh.png: chữ thường không dấu.",
        )  # fmt: skip
    elif name not in pictures:
        source.refuse(
            location, "picture-missing", f"Không thấy tệp {name}. Hãy chép hình vào thư mục "
            "pictures, hoặc ghi picture: null.",
        )  # fmt: skip
    elif pictures[name] > LARGEST:
        source.refuse(
            location, "picture-too-large", f"Hình {name} nặng {pictures[name] // 1024} KB, nhiều "
            f"nhất là {LARGEST // 1024} KB. Hãy thu nhỏ hình.",
        )  # fmt: skip
