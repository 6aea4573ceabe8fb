"""Pictures: in the folder, of a kind every channel shows, and not a burden on a small plan."""

import re
from collections.abc import Mapping

from content.clips import Recorded
from content.source import Location, Source

LARGEST = 300 * 1024  # bytes: some seconds on a slow line; the channels would take 1 MiB
_BEGINS = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
_NAME = re.compile(r"pictures/[a-z0-9][a-z0-9_-]{0,63}\.(?:png|jpg|jpeg)")


def check_picture(
    source: Source, location: Location, name: str, pictures: Mapping[str, Recorded]
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
    elif pictures[name].size > LARGEST:
        source.refuse(
            location, "picture-too-large", f"Hình {name} nặng {pictures[name].size // 1024} KB, "
            f"nhiều nhất là {LARGEST // 1024} KB. Hãy thu nhỏ hình.",
        )  # fmt: skip
    elif not pictures[name].head.startswith(_BEGINS[name.rpartition(".")[2]]):
        source.refuse(
            location, "picture-kind", f"Bên trong {name} không phải dạng như đuôi tên: đổi đuôi "
            "không đổi được dạng hình. Hãy mở hình, lưu lại thành PNG hoặc JPG.",
        )  # fmt: skip
