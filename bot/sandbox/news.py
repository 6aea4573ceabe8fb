"""What changes on the demo page, as server-sent events: only what is new to that page."""

import json
from dataclasses import asdict
from typing import Any

from bot.sandbox.messengers import Messenger
from bot.sandbox.stage import Persona, Stage

_SHOWN = 80  # messages of a chat


class News:
    """What one page has been told, so that it is told only what is new."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._last: dict[str, str] = {}
        self._answers = {id(m): len(m.answers) for p in stage.personas for m in p.messengers}

    async def fresh(self) -> list[bytes]:
        people = [_person(persona) for persona in self._stage.personas]
        events = [self._event("people", "people", people)]
        for persona in self._stage.personas:
            for messenger in persona.messengers:
                where = {"key": persona.key, "channel": messenger.traits.channel}
                chat = where | asdict(messenger.shown(_SHOWN))
                events.append(self._event("chat", f"{persona.key} {where['channel']}", chat))
                events += self._new_answers(messenger, where)
        events.append(self._event("reminded", "reminded", await self._reminded()))
        events.append(self._event("clock", "clock", await clock_shown(self._stage)))
        return [event for event in events if event]

    def _event(self, name: str, about: str, data: Any) -> bytes:
        """An event, or nothing when the page knows it already."""
        body = json.dumps(data)
        if self._last.get(f"{name} {about}") == body:
            return b""
        self._last[f"{name} {about}"] = body
        return f"event: {name}\ndata: {body}\n\n".encode()

    def _new_answers(self, messenger: Messenger, where: dict[str, str]) -> list[bytes]:
        fresh = messenger.answers[self._answers.get(id(messenger), 0) :]
        self._answers[id(messenger)] = len(messenger.answers)
        return [self._event("answer", answer.query_id, where | asdict(answer)) for answer in fresh]

    async def _reminded(self) -> list[dict[str, Any]]:
        return [
            {**asdict(reminder), "at": reminder.at.isoformat()}
            for reminder in await self._stage.reminded()
        ]


async def clock_shown(stage: Stage) -> dict[str, Any]:
    """What time it is in the demo, and what comes next."""
    coming = await stage.next_moment()
    return {
        "now": stage.now().isoformat(),
        "next": {"at": coming.at.isoformat(), "why": coming.why} if coming else None,
    }


def _person(persona: Persona) -> dict[str, Any]:
    return {
        "key": persona.key,
        "name": persona.name,
        "role": persona.role,
        "about": persona.about,
        "is_shown_first": persona.is_shown_first,
        "begins_on": persona.begins_on,
        "apps": [asdict(messenger.traits) for messenger in persona.messengers],
    }
