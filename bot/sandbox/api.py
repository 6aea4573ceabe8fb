"""One bot's API: each call is judged, done and written down, however it came."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox import media, methods
from bot.sandbox.arguments import Arguments
from bot.sandbox.errors import ApiError
from bot.sandbox.limits import FloodLimits
from bot.sandbox.profile import Profile
from bot.sandbox.receiving import Receiving
from bot.sandbox.world import Chance, World

_METHODS = methods.METHODS | media.METHODS
_MESSAGES = frozenset({"sendmessage", "sendphoto", "senddocument"})  # what flood limits count

OnCall = Callable[[str, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it arrived, and how it ended."""

    method: str  # in lower case
    params: Mapping[str, Any]
    at: float  # seconds of the running clock, for rates
    error: ApiError | None = None

    @property
    def chat_id(self) -> int:
        return Arguments(self.params).integer("chat_id")


class BotApi:
    """Everything a bot may ask, behind one function."""

    def __init__(
        self,
        world: World,
        profile: Profile,
        *,
        on_call: OnCall | None,
        limits: FloodLimits | None,
        time_scale: float,
        keep: int,
        chance: Chance,
    ) -> None:
        self.calls: deque[Call] = deque(maxlen=keep)
        self.receiving = Receiving(world.now, self.ask, time_scale=time_scale, chance=chance)
        self._world = world
        self._on_call = on_call
        self._limits = limits
        self._profile_methods = profile.methods()
        self._receiving_methods = self.receiving.methods()

    async def ask(self, method: str, args: Arguments) -> object:
        """Do what a call asks. Raises ApiError."""
        if self._on_call is not None:
            self._on_call(method, args.values)
        try:
            result = await self._do(method, args)
        except ApiError as error:
            self.note(method, args, error)
            raise
        self.note(method, args, None)
        return result

    def note(self, method: str, args: Arguments, error: ApiError | None) -> None:
        now = asyncio.get_running_loop().time()
        self.calls.append(Call(method, args.values, now, error))

    async def _do(self, method: str, args: Arguments) -> object:
        if self._limits is not None and method in _MESSAGES:
            self._limits.judge(args.integer("chat_id"), asyncio.get_running_loop().time())
        if on_world := _METHODS.get(method):
            return on_world(self._world, args)
        if on_profile := self._profile_methods.get(method):
            return on_profile(args)
        if on_receiving := self._receiving_methods.get(method):
            return await on_receiving(args)
        raise ApiError(404, "Not Found: method not found")
