"""Who is speaking, how to reach them, and what they may do."""

from storage.people.changes import (
    add_address,
    grant,
    mark_reachable,
    mark_unreachable,
    move_address,
    prefer_channel,
    record_consent,
    revoke,
    set_language,
    set_name,
    withdraw_consent,
)
from storage.people.look_up import addresses_of, by_id, by_ids, find, focal_points_of, holding
from storage.people.recognition import recognise, recognise_all
from storage.people.values import Address, Grant, Person

__all__ = [
    "Address",
    "Grant",
    "Person",
    "add_address",
    "addresses_of",
    "by_id",
    "by_ids",
    "find",
    "focal_points_of",
    "grant",
    "holding",
    "mark_reachable",
    "mark_unreachable",
    "move_address",
    "prefer_channel",
    "recognise",
    "recognise_all",
    "record_consent",
    "revoke",
    "set_language",
    "set_name",
    "withdraw_consent",
]
