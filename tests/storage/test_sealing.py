"""What lies sealed opens with its own key and purpose, unchanged, and not otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sealing import Seal, SealBroken

SEAL = Seal("secret", "tokens")


@given(st.binary(max_size=300))
def test_what_was_closed_opens(content: bytes) -> None:
    assert SEAL.open(SEAL.close(content)) == content
    assert Seal("secret", "tokens").open(SEAL.close(content)) == content


def test_the_same_is_never_closed_the_same_way() -> None:
    closed = [SEAL.close(b"access and refresh token") for _ in range(50)]
    assert len(set(closed)) == 50
    assert all(b"token" not in one for one in closed)


@pytest.mark.parametrize(
    "other", [Seal("Secret", "tokens"), Seal("secret", "token"), Seal("", "")]
)
def test_another_key_or_purpose_does_not_open(other: Seal) -> None:
    with pytest.raises(SealBroken):
        other.open(SEAL.close(b"x"))


def test_no_changed_bit_goes_unseen() -> None:
    closed = SEAL.close(b"12345")
    for place in range(len(closed)):
        changed = bytearray(closed)
        changed[place] ^= 1
        with pytest.raises(SealBroken):
            SEAL.open(bytes(changed))


@given(st.binary(max_size=80))
def test_what_was_never_sealed_does_not_open(noise: bytes) -> None:
    with pytest.raises(SealBroken):
        SEAL.open(noise)


def test_the_stream_is_longer_than_a_block_and_does_not_repeat() -> None:
    closed = SEAL.close(bytes(256))[16:-32]
    assert len({closed[start : start + 32] for start in range(0, 256, 32)}) == 8
