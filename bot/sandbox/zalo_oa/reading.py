"""What the account may look up: itself, people, recent chats."""

import json
from itertools import islice
from typing import Any

from bot.sandbox.zalo_oa.answers import Raw, invalid
from bot.sandbox.zalo_oa.world import Message, Person, World

_MOST_CHATS = 10
_MOST_PEOPLE = 50


def asked(query: str | None) -> Raw:
    """GET takes one parameter, `data`, which holds JSON."""
    try:
        values = json.loads(query or "{}")
    except ValueError:
        raise invalid("data") from None
    if not isinstance(values, dict):
        raise invalid("data")
    return values


def profile(world: World, _data: Raw) -> Raw:
    return {
        "oaid": world.oa_id, "name": "UBND Phường Phước Bình", "oa_type": 4,
        "is_verified": True, "num_follower": sum(p.follows for p in world.people.values()),
    }  # fmt: skip


def detail(world: World, data: Raw) -> Raw:
    person = _person(world, data)
    return {
        "user_id": person.id, "display_name": person.name, "user_is_follower": person.follows,
        "avatar": "https://sandbox.zdn.vn/avatar.jpg", "shared_info": {},
    }  # fmt: skip


def people(world: World, data: Raw) -> Raw:
    found = [{"user_id": person.id} for person in world.people.values()]
    return {"users": _slice(found, data, _MOST_PEOPLE), "total": len(found)}


def recent_chats(world: World, data: Raw) -> list[Raw]:
    """The newest message of each chat, newest chat first."""
    last = [
        (next(reversed(person.messages.values())), person)
        for person in world.people.values()
        if person.messages
    ]
    last.sort(key=lambda found: found[0].at, reverse=True)
    told = [_told(world, person, message) for message, person in last]
    return _slice(told, data, _MOST_CHATS)


def conversation(world: World, data: Raw) -> list[Raw]:
    """Messages of one chat, newest first."""
    person = _person(world, data)
    told = [_told(world, person, message) for message in reversed(person.messages.values())]
    return _slice(told, data, _MOST_CHATS)


def _person(world: World, data: Raw) -> Person:
    user_id = data.get("user_id")
    person = world.people.get(user_id) if isinstance(user_id, str) else None
    if person is None:
        raise invalid("user_id")
    return person


def _slice(found: list[Raw], data: Raw, most: int) -> list[Raw]:
    offset, count = data.get("offset", 0), data.get("count", 5)
    if type(offset) is not int or type(count) is not int or offset < 0 or not 0 < count <= most:
        raise invalid("count")
    return list(islice(found, offset, offset + count))


def _told(world: World, person: Person, message: Message) -> Raw:
    ends = (world.oa_id, person.id) if message.is_from_oa else (person.id, world.oa_id)
    told: dict[str, Any] = {
        "src": 0 if message.is_from_oa else 1,
        "time": message.at,
        "type": "photo" if message.photo else "file" if message.file else "text",
        "message": message.text,
        "message_id": message.id,
        "from_id": ends[0],
        "to_id": ends[1],
    }
    if message.photo:
        told |= {"url": message.photo, "thumb": message.photo}
    if message.file:
        told["url"] = message.raw.get("url", "")
    return told


READS = {
    "/v2.0/oa/getoa": profile,
    "/v3.0/oa/user/detail": detail,
    "/v3.0/oa/user/getlist": people,
    "/v2.0/oa/listrecentchat": recent_chats,
    "/v2.0/oa/conversation": conversation,
}
