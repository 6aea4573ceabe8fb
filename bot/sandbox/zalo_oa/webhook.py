"""Events to the account's webhook: signed, repeated with pauses, then never again."""

import asyncio
import hashlib
import json

import aiohttp

from bot.sandbox.tasks import Tasks
from bot.sandbox.zalo_oa.answers import Raw
from bot.sandbox.zalo_oa.manners import Manners

HEADER = "X-ZEvent-Signature"
_ANSWER_WITHIN = 2.0  # seconds


def sign(app_id: str, body: bytes, timestamp: str, key: str) -> str:
    """Written apart from the product's own, so that they check each other."""
    digest = hashlib.sha256()
    for part in (app_id.encode(), body, timestamp.encode(), key.encode()):
        digest.update(part)
    return digest.hexdigest()


class Webhook:
    """The one address that events go to. It is never told twice that it is forgotten."""

    def __init__(self, url: str, app_id: str, key: str, *, time_scale: float) -> None:
        self.url = url
        self.is_closed = False
        self.answers: list[int] = []  # the status of each try; 0 where nobody answered in time
        self._app_id = app_id
        self._key = key
        self._scale = time_scale
        self._tasks = Tasks()
        timeout = aiohttp.ClientTimeout(total=_ANSWER_WITHIN)
        self._client = aiohttp.ClientSession(timeout=timeout)

    @property
    def is_busy(self) -> bool:
        """True while an event is on its way, or waits for its next try."""
        return self._tasks.are_running

    def tell(self, event: Raw, manners: Manners) -> None:
        """Beside everything else; events overtake each other."""
        body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        self._tasks.start(self._insist(body, str(event["timestamp"]), manners))

    async def ping(self) -> int:
        """The console's look whether the address answers: unsigned."""
        async with self._client.post(self.url) as response:
            return response.status

    async def close(self) -> None:
        self.is_closed = True
        await self._tasks.close()
        await self._client.close()

    async def _insist(self, body: bytes, timestamp: str, manners: Manners) -> None:
        headers = {"Content-Type": "application/json"}
        if manners.signs:
            digits = sign(self._app_id, body, timestamp, self._key)
            headers[HEADER] = f"mac={digits}" if manners.signs_with_mac else digits
        for number, pause in enumerate((0.0, *manners.repeats_after)):
            await asyncio.sleep(pause * self._scale)
            if self.is_closed:
                return
            status = await self._post(
                body, headers | ({"num_retry": str(number)} if number else {})
            )
            if status == 200 or (status and not manners.repeats_refused):
                return
        self.is_closed = True

    async def _post(self, body: bytes, headers: dict[str, str]) -> int:
        try:
            async with self._client.post(
                self.url, data=body, headers=headers, allow_redirects=False
            ) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError, OSError):
            status = 0
        self.answers.append(status)
        return status
