"""Who is speaking, how to reach them, and what they may do."""

from storage.people.changes import (
    PersonGone,
    add_address,
    grant,
    hold,
    let_cross,
    mark_reachable,
    mark_unreachable,
    move_address,
    prefer,
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
    by_keys,
    chats_of,
    find,
    focal_points_of,
    holding,
)
from storage.people.merging import Merged, Replaced, merge
from storage.people.parting import part
from storage.people.recognition import recognise, recognise_all
from storage.people.values import Address, Grant, Person

__all__ = [
    "Address",
    "Grant",
    "Merged",
    "Person",
    "PersonGone",
    "Replaced",
    "add_address",
    "addresses_of",
    "by_id",
    "by_ids",
    "by_keys",
    "chats_of",
    "find",
    "focal_points_of",
    "grant",
    "hold",
    "holding",
    "let_cross",
    "mark_reachable",
    "mark_unreachable",
    "merge",
    "move_address",
    "part",
    "prefer",
    "recognise",
    "recognise_all",
    "record_consent",
    "revoke",
    "set_language",
    "set_name",
    "withdraw_consent",
]
