"""Keeps the sandbox to this machine: a page from elsewhere must not reach it through a browser."""

from collections.abc import Mapping
from urllib.parse import urlsplit

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def is_local(headers: Mapping[str, str]) -> bool:
    """False for a foreign Host (a rebound name) and for a foreign Origin (another page)."""
    if _name(f"//{headers.get('Host', '')}") not in _LOCAL:
        return False
    origin = headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == headers.get("Host")


def must_be_loopback(host: str) -> None:
    if host not in _LOCAL:
        raise ValueError(f"the sandbox listens on this machine only, not on {host}")


def _name(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
