"""The Official Account calls us: its door. Zalo waits two seconds for an answer and warns the
account's administrators of a later one; whether it repeats an event that was answered with
anything but 200, nobody knows. So where the database is slow or away, the spool keeps it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.intake.envelopes import UnreadableUpdate
from bot.intake.webhook import Door
from bot.intake.zalo_oa_envelope import zalo_oa
from bot.intake.zalo_signature import is_signed, shows_signature, timestamp_in
from storage.inbox import Arrival

logger = structlog.get_logger(__name__)

PATH = "/webhook/zalo-oa"
# Zalo repeats an event for almost two hours, with the time it first happened. Past this it is
# somebody who kept one: the inbox, which knows a repeat for three days, would soon forget it.
_STALE_AFTER = timedelta(days=2)
_KEPT_WITHIN = 1.0  # seconds; the other one is for the way and the disk


def zalo_oa_door(app_id: str, key: str, now: Callable[[], datetime]) -> Door:
    """`key` is the OA Secret Key of the console's webhook page. The console's look whether the
    address answers has no body and no signature."""

    def file(body: bytes) -> Arrival | None:
        if is_stale(body, now()):
            logger.warning("An old event came again", action="zalo_oa_stale")
            return None
        try:
            return zalo_oa(body)
        except UnreadableUpdate as error:  # it is signed: Zalo said it, and would say it again
            logger.warning("An odd event", action="zalo_oa_odd", reason=str(error))
            return None

    return Door(
        PATH, file, shows_signature, is_signed(app_id, key),
        takes_probes=True, answers_within=_KEPT_WITHIN,
    )  # fmt: skip


def is_stale(body: bytes, now: datetime) -> bool:
    """Whether an event is older than Zalo itself would ever tell."""
    timestamp = timestamp_in(body)
    if timestamp is None:
        return False  # then it is not signed either
    return int(timestamp) / 1000 < (now - _STALE_AFTER).timestamp()
