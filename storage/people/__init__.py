"""Who is speaking, how to reach them, and what they may do."""

from storage.people.changes import (
    close_windows,
    grant,
    mark_left,
    mark_reachable,
    mark_unreachable,
    move_address,
    note_heard,
    record_consent,
    revoke,
    set_language,
    set_name,
    withdraw_consent,
)
from storage.people.look_up import (
    addresses_of,
    by_id,
    by_ids,
    elsewhere,
    focal_points_of,
    heard_at,
    holding,
)
from storage.people.recognition import recognise, recognise_all
from storage.people.values import Address, Grant, Person

__all__ = [
    "Address",
    "Grant",
    "Person",
    "addresses_of",
    "by_id",
    "by_ids",
    "close_windows",
    "elsewhere",
    "focal_points_of",
    "grant",
    "heard_at",
    "holding",
    "mark_left",
    "mark_reachable",
    "mark_unreachable",
    "move_address",
    "note_heard",
    "recognise",
    "recognise_all",
    "record_consent",
    "revoke",
    "set_language",
    "set_name",
    "withdraw_consent",
]
