"""Character references of HTML, as few as the platform knows them."""

import re

_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*))")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LONGEST = 10  # characters of a numeric one
_LAST_CODE = 0x10FFFF


def decode(text: str, at: int) -> tuple[str, int]:
    """What a reference stands for and where it ends; an unknown one is an ampersand."""
    found = _REFERENCE.match(text, at)
    meant = _meaning(found, found.end() - at) if found else ""
    if found is None or not meant:
        return "&", at + 1
    end = found.end()
    return meant, end + 1 if text[end : end + 1] == ";" else end


def _meaning(found: re.Match[str], length: int) -> str:
    sixteen, ten, name = found.groups()
    if name is not None:
        return _NAMED.get(name, "")
    code = int(sixteen, 16) if sixteen else int(ten) if ten else 0
    return chr(code) if length < _LONGEST and 0 < code < _LAST_CODE else ""
