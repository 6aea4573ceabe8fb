"""What the platform takes for a link, and what it leaves as plain text."""

import re
from typing import Any

_PERSON = re.compile(r"tg:(?://)?user\?id=(\d+)")
_INSIDE = re.compile(r"tg:", re.IGNORECASE)
_WEB = re.compile(r"(?:(https?)://)?([^\s/?#]+\.[^\s/?#.]+)(\S*)", re.IGNORECASE)


def link_entity(link: str) -> dict[str, Any]:
    """The kind and target of a text link; empty when it is none."""
    if mention := _PERSON.fullmatch(link):
        person = {"id": int(mention[1]), "is_bot": False, "first_name": ""}
        return {"type": "text_mention", "user": person}
    if _INSIDE.match(link):
        return {"type": "text_link", "url": link}
    if found := _WEB.fullmatch(link):
        scheme, host, rest = found.groups()
        url = f"{(scheme or 'http').lower()}://{host.lower()}{rest or '/'}"
        return {"type": "text_link", "url": url}
    return {}
