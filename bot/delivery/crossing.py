"""An urgent letter that its channel cannot deliver goes to another of the person's, once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from content.channel_names import channel_name
from content.words import gettext as _
from content.words import speaking
from storage import crossing, outbox
from storage.crossing import Stranded
from storage.outbox import Letter, Priority

logger = structlog.get_logger(__name__)

WAITS_FOR_ITS_CHANNEL = timedelta(minutes=15)  # of people's time


class Crossing:
    """From one channel to the others of this assistant. Each act joins a transaction."""

    def __init__(self, channel: str, channels: Sequence[str]) -> None:
        self._channel = channel
        self._others = tuple(name for name in channels if name != channel)

    @property
    def is_possible(self) -> bool:
        return bool(self._others)

    async def of_the_gone(
        self,
        connection: AsyncConnection,
        *,
        failed: Sequence[int],
        gone: Sequence[int],
        term: int,
        now: datetime,
    ) -> None:
        """Nobody reads at these addresses: what failed there, and what still waits for them."""
        found = await crossing.with_fate(
            connection, failed=failed, gone=gone, term=term, others=self._others, now=now
        )
        await self._cross(connection, found, now)

    async def of_the_waiting(
        self, connection: AsyncConnection, now: datetime, only: Sequence[int] | None = None
    ) -> None:
        """What has waited long enough for this channel: all of it, or these letters."""
        found = await crossing.waiting(
            connection, channel=self._channel, written_by=now - WAITS_FOR_ITS_CHANNEL,
            others=self._others, now=now, only=only,
        )  # fmt: skip
        await self._cross(connection, found, now)

    async def of_the_unserved(self, connection: AsyncConnection, now: datetime) -> None:
        """This channel is not configured any more: nothing is gained by waiting for it."""
        found = await crossing.waiting(
            connection, channel=self._channel, written_by=now, others=self._others, now=now
        )
        await self._cross(connection, found, now)

    async def _cross(
        self, connection: AsyncConnection, found: Sequence[Stranded], now: datetime
    ) -> None:
        if not found:
            return
        await crossing.close(connection, found)
        await outbox.add_on(connection, [_letter(stranded) for stranded in found], now)
        logger.warning(
            "Letters take another channel", action="letters_crossed", channel=self._channel,
            letters=[stranded.id for stranded in found],
        )  # fmt: skip


def _letter(stranded: Stranded) -> Letter:
    source = stranded.source
    both = (stranded.channel, stranded.other_channel)
    with speaking(source.get("language", "vi")):
        said = _("(Sent through %(other)s, since %(own)s could not deliver it.)") % {
            "other": channel_name(stranded.other_channel, both),
            "own": channel_name(stranded.channel, both),
        }
    return Letter(
        channel=stranded.other_channel,
        address_id=stranded.other_id,
        recipient=stranded.other_recipient,
        payload={**source, "text": f"{said}\n\n{source['text']}"},
        priority=Priority.REMINDER,
        subject=stranded.subject,
        key=f"{crossing.KEY}{stranded.id}",
        good_until=stranded.good_until,
    )
