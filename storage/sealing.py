"""Secrets at rest, sealed with a key the operator holds: a copied database alone opens nothing.

HMAC-SHA256 in counter mode under one key, a MAC over all of it under another: two textbook parts
of the standard library. A cipher's own library would be a dependency for a few hundred bytes.
"""

import hashlib
import hmac
import secrets

_NONCE = 16
_TAG = 32
_BLOCK = 32
_SALT = b"tro-ly-so sealing 1"  # another number, another construction


class SealBroken(Exception):
    """Sealed with another key, or changed since."""


class Seal:
    """Closes and opens values of one purpose. A value of another purpose does not open."""

    def __init__(self, secret: str, purpose: str) -> None:
        root = hmac.digest(_SALT, secret.encode(), hashlib.sha256)
        self._stream_key = hmac.digest(root, f"stream {purpose}".encode(), hashlib.sha256)
        self._mac_key = hmac.digest(root, f"mac {purpose}".encode(), hashlib.sha256)

    def close(self, content: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        hidden = nonce + self._mixed(content, nonce)
        return hidden + self._tag(hidden)

    def open(self, sealed: bytes) -> bytes:
        """Raises SealBroken."""
        hidden, tag = sealed[:-_TAG], sealed[-_TAG:]
        if len(hidden) < _NONCE or not hmac.compare_digest(tag, self._tag(hidden)):
            raise SealBroken
        return self._mixed(hidden[_NONCE:], hidden[:_NONCE])

    def _mixed(self, content: bytes, nonce: bytes) -> bytes:
        """The same there and back: each byte with one of a stream that only the key foretells."""
        blocks = range(-(-len(content) // _BLOCK))
        stream = b"".join(
            hmac.digest(self._stream_key, nonce + block.to_bytes(4, "big"), hashlib.sha256)
            for block in blocks
        )
        return bytes(a ^ b for a, b in zip(content, stream, strict=False))

    def _tag(self, hidden: bytes) -> bytes:
        return hmac.digest(self._mac_key, hidden, hashlib.sha256)
