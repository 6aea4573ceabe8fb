"""Letters to a channel that is not configured any more: nobody would ever send them."""

from collections.abc import Collection
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.crossing import Crossing
from storage import crossing, outbox, unsaid

logger = structlog.get_logger(__name__)


async def give_up_unserved(
    connection: AsyncConnection, channels: Collection[str], now: datetime
) -> None:
    """What is urgent takes another channel where the person agreed to that. The rest has failed,
    and what it would have said is due again, at an address that is served."""
    waiting = await outbox.waiting_by_channel(connection)
    for channel in sorted(waiting.keys() - set(channels)):
        await Crossing(channel, list(channels)).of_the_unserved(connection, now)
        failed = await outbox.give_up_channel(connection, channel, reason="not configured")
        await crossing.come_home(connection, failed)
        await unsaid.take_back(connection, failed, now)
        logger.warning(
            "Letters to a channel that is not configured", action="letters_unserved",
            channel=channel, given_up=len(failed),
        )  # fmt: skip
