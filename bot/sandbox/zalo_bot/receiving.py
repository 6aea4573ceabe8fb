"""How the bot gets its events: by asking (getUpdates) or by being called (setWebhook)."""

import asyncio
from collections.abc import Callable

from bot.sandbox.errors import ApiError
from bot.sandbox.tasks import Tasks
from bot.sandbox.zalo_bot.manners import Manners
from bot.sandbox.zalo_bot.polling import Polls, seconds_of
from bot.sandbox.zalo_bot.sending import Method
from bot.sandbox.zalo_bot.webhook import Target, Webhook, target
from bot.sandbox.zalo_bot.world import Raw, World

# What it says then is not known; that it refuses is documented.
_BUSY = ApiError(400, "Bad request: getUpdates does not work while a webhook is set")
_NO_WEBHOOK = ApiError(404, "Not Found")


class Receiving:
    """The one way to the bot that is open, and what is told on it."""

    def __init__(
        self, world: World, manners: Callable[[], Manners], *, time_scale: float, keep: int
    ) -> None:
        self.polls = Polls(keep)
        self.webhook: Webhook | None = None
        self._world = world
        self._manners = manners
        self._time_scale = time_scale
        self._held_back: Raw | None = None
        self._tests: dict[str, int] = {}
        self._tasks = Tasks()

    @property
    def is_busy(self) -> bool:
        """True while an event is on its way to the bot."""
        pushes = self.webhook is not None and self.webhook.is_busy
        return bool(pushes or self.polls.kept or self._held_back or self._tasks.are_running)

    def methods(self) -> dict[str, Method]:
        return {
            "getUpdates": self.get_updates,
            "setWebhook": self.set_webhook,
            "testWebhook": self.try_webhook,
            "deleteWebhook": self.delete_webhook,
            "getWebhookInfo": self.webhook_info,
        }

    def tell(self, event: Raw) -> None:
        """An event happened."""
        if self._manners().counts_what_people_write:
            self._world.count(None)
        for each in self._in_turn(event):
            for _ in range(self._manners().tells_every_event):
                self._tell(each)

    def _in_turn(self, event: Raw) -> list[Raw]:
        held_back, self._held_back = self._held_back, None
        if held_back is not None:
            return [event, held_back]
        if self._manners().swaps_events:
            self._held_back = event
            return []
        return [event]

    def _tell(self, event: Raw) -> None:
        manners = self._manners()
        if self.webhook is None:
            if manners.delays_events:
                self._tasks.start(self._offer_later(event, manners.delays_events))
            else:
                self.polls.offer(event, keeps=manners.keeps_events)
            return
        body = {"ok": True, "result": event} if manners.wraps_events else event
        self.webhook.tell(body, after=manners.delays_events, tries=manners.tries_webhook)

    async def _offer_later(self, event: Raw, seconds: float) -> None:
        await asyncio.sleep(seconds * self._time_scale)
        self.polls.offer(event, keeps=self._manners().keeps_events)

    async def get_updates(self, args: Raw) -> Raw:
        if self.webhook is not None:
            raise _BUSY
        return await self.polls.poll(seconds_of(args) * self._time_scale)

    async def set_webhook(self, args: Raw) -> Raw:
        manners = self._manners()
        wanted = target(args, self._world.now(), takes_local=manners.takes_local_webhooks)
        self.polls.interrupt(_BUSY)
        if self.webhook is None or not self.webhook.is_at(wanted):
            await self._close_webhook()
            self.webhook = self._webhook(wanted)
        hook = self.webhook  # the same again: what is on its way there stays on its way
        found = await hook.probe(with_secret=manners.probes_with_secret)
        return {"url": wanted.url, "updated_at": wanted.updated_at, "verification": found}

    async def try_webhook(self, _args: Raw) -> Raw:
        today = self._world.today()
        self._tests[today] = self._tests.get(today, 0) + 1
        if self._tests[today] > self._manners().tests_a_day:
            raise ApiError(426, "Daily limit exceeded")
        if self.webhook is None:
            raise _NO_WEBHOOK
        return await self.webhook.probe(with_secret=self._manners().probes_with_secret)

    async def delete_webhook(self, _args: Raw) -> Raw:
        await self._close_webhook()
        return {"url": "", "updated_at": self._world.now()}

    async def webhook_info(self, _args: Raw) -> Raw:
        if self.webhook is None and self._manners().info_without_webhook_is_404:
            raise _NO_WEBHOOK
        set_to = self.webhook.target if self.webhook else Target("", "", self._world.now())
        return {"url": set_to.url, "updated_at": set_to.updated_at}

    async def close(self) -> None:
        self.polls.interrupt(ApiError(500, "The sandbox ends"))
        await self._tasks.close()
        await self._close_webhook()

    async def _close_webhook(self) -> None:
        hook, self.webhook = self.webhook, None
        if hook is not None:
            await hook.close()

    def _webhook(self, to: Target) -> Webhook:
        takes_local = self._manners().takes_local_webhooks
        return Webhook(to, takes_local=takes_local, time_scale=self._time_scale)
