"""How the bot gets its updates: by asking (getUpdates) or by being called (setWebhook)."""

from collections.abc import Awaitable, Callable

from bot.sandbox.arguments import Arguments
from bot.sandbox.errors import conflict
from bot.sandbox.updates import Update, Updates
from bot.sandbox.webhook import Ask, Webhook, target
from bot.sandbox.world import Chance, Raw

_LONGEST_POLL = 50  # seconds
_BUSY = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Receiving:
    """The queue of updates and the one way out of it that is open."""

    def __init__(
        self, now: Callable[[], int], ask: Ask, *, time_scale: float, chance: Chance
    ) -> None:
        self.updates = Updates(now, chance)
        self._hook: Webhook | None = None
        self._ask = ask
        self._time_scale = time_scale
        self._chance = chance

    @property
    def webhook(self) -> Webhook | None:
        """The one that is set and was not closed for saying 410 all day."""
        return None if self._hook is None or self._hook.is_closed else self._hook

    def push(self, kind: str, body: Raw, lane: int) -> Update | None:
        update = self.updates.add(kind, body, lane)
        if update and (hook := self.webhook):
            hook.deliver(update)
        return update

    def methods(self) -> dict[str, Callable[[Arguments], Awaitable[object]]]:
        return {
            "getupdates": self.get_updates,
            "setwebhook": self.set_webhook,
            "deletewebhook": self.delete_webhook,
            "getwebhookinfo": self.webhook_info,
        }

    async def get_updates(self, args: Arguments) -> list[Raw]:
        if self.webhook is not None:
            raise conflict(_BUSY)
        self.updates.allow(args.json("allowed_updates"))
        seconds = min(max(args.integer("timeout"), 0), _LONGEST_POLL) * self._time_scale
        return await self.updates.poll(args.integer("offset"), args.integer("limit", 100), seconds)

    async def set_webhook(self, args: Arguments) -> bool:
        wanted = target(args)
        if wanted is None:
            return await self.delete_webhook(args)
        self.updates.allow(args.json("allowed_updates"))
        is_new = self.webhook is None or self.webhook.target != wanted
        if not is_new and not args.flag("drop_pending_updates"):
            return True  # nothing under way is disturbed
        await self.delete_webhook(args)
        self.updates.interrupt("terminated by setWebhook request")
        self._hook = Webhook(
            wanted, self.updates, self._ask, time_scale=self._time_scale, chance=self._chance
        )
        return True

    async def delete_webhook(self, args: Arguments) -> bool:
        if args.flag("drop_pending_updates"):
            self.updates.clear()
        hook, self._hook = self._hook, None
        if hook is not None:
            await hook.close()
        return True

    async def webhook_info(self, _args: Arguments) -> Raw:
        hook = self.webhook
        info: Raw = {
            "url": hook.target.url if hook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates),
        }
        if hook:
            info["max_connections"] = hook.target.connections
            if hook.last_error:
                info["last_error_date"], info["last_error_message"] = hook.last_error
        if self.updates.allowed:
            info["allowed_updates"] = sorted(self.updates.allowed)
        return info

    async def close(self) -> None:
        self.updates.interrupt("terminated by the end of the sandbox")
        await self.delete_webhook(Arguments({}))
