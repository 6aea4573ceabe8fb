"""How a channel does, as its sender learns it. Times are arguments: the people's clock says since
when, the machine's own clock when to try again.
"""

from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.errors import (
    Ambiguous,
    ChannelPaused,
    DeliveryError,
    NotSent,
    OutOfQuota,
    RateLimited,
    TokenDead,
)
from storage import channels
from storage.channels import ChannelState, Standing

logger = structlog.get_logger(__name__)

_LONG_REST = 300.0  # seconds; a shorter one is the usual pacing
_LONGEST_DOUBT_RESTS = 60.0
_LOOKS_EVERY = 5.0  # for a sign of life, while letters wait for it
_LOOKS_AGAIN_AFTER = 60.0  # while none does
_SENT_TO_THE = timedelta(minutes=1)
_LONGEST_REASON = 200


_Told = tuple[ChannelState, datetime | None]  # as it stands in the database


class Health:
    """What is known of one channel. It is kept where it has changed, with the next fates."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self.state = ChannelState.WELL
        self.since: datetime | None = None  # None: well ever since anybody looked
        self._reason: str | None = None
        self._sent_at: datetime | None = None
        self._told: _Told = (ChannelState.WELL, None)
        self._telling: _Told = self._told
        self._fails = False  # seen here, and nothing better since
        self.doubts = 0  # tries of unknown fate, one after the other
        self.rests_until = 0.0
        self._looks_at = 0.0

    def begin(self, standing: Standing | None) -> None:
        """This process leads from now on. An outage goes on from when it began; that it does go
        on has to be seen anew."""
        self._fails = False
        self.doubts = 0
        if standing is not None:
            self.state, self.since = standing.state, standing.since
            self._reason, self._sent_at = standing.reason, standing.sent_at
            self._told = (standing.state, standing.sent_at)

    def succeeded(self, now: datetime) -> None:
        self._sent_at = now
        self.answered(now)

    def answered(self, now: datetime) -> None:
        """The platform is there; it need not have taken what we sent."""
        self.doubts = 0
        self._fails = False
        self._become(ChannelState.WELL, now, None)

    def failed(self, error: DeliveryError, now: datetime, monotonic: float) -> None:
        state = _state_after(error)
        if isinstance(error, Ambiguous):
            self.doubts += 1
            rest = 2.0 ** (self.doubts - 1) if self.doubts > 1 else 0.0
            self.rests_until = monotonic + min(rest, _LONGEST_DOUBT_RESTS)
        if state is None:
            self.answered(now)
            return
        self._fails = True
        self._become(state, now, str(error)[:_LONGEST_REASON])

    def silent(self, monotonic: float) -> None:
        """Not even a sign of life: it is asked for again after a while."""
        self.rests_until = monotonic + _LOOKS_EVERY

    def is_worth_a_look(self, monotonic: float) -> bool:
        """It was away when it was last heard of, and nobody has looked for a while."""
        if self.state is not ChannelState.AWAY or monotonic < self._looks_at:
            return False
        self._looks_at = monotonic + _LOOKS_AGAIN_AFTER
        return True

    def fails_since(self) -> datetime | None:
        """Since when nothing goes out, as far as that was seen here; None: all is well."""
        return self.since if self._fails and self.state is not ChannelState.WELL else None

    @property
    def has_news(self) -> bool:
        """Whether the database knows another state."""
        return self.state is not self._told[0]

    async def tell(self, connection: AsyncConnection) -> None:
        """Keep what has changed since `told`."""
        state, sent_at = self._told
        if self.state is not state and self.since is not None:
            state = self.state
            await channels.note_state(connection, self._channel, state, self.since, self._reason)
        if self._sent_at and (sent_at is None or abs(self._sent_at - sent_at) >= _SENT_TO_THE):
            sent_at = self._sent_at
            await channels.note_sent(connection, self._channel, sent_at)
        self._telling = (state, sent_at)

    def told(self) -> None:
        """It is committed."""
        self._told = self._telling

    def _become(self, state: ChannelState, now: datetime, reason: str | None) -> None:
        if state is self.state:
            return
        if ChannelState.WELL in (state, self.state):  # one trouble may follow another
            self.since = now
        self.state, self._reason = state, reason
        log = logger.info if state is ChannelState.WELL else logger.warning
        log("Channel changed", action=f"channel_{state}", channel=self._channel, reason=reason)


def _state_after(error: DeliveryError) -> ChannelState | None:
    """None: the platform answered, and has nothing against us."""
    match error:
        case TokenDead():
            return ChannelState.TOKEN_DEAD
        case OutOfQuota():
            return ChannelState.OUT_OF_QUOTA
        case ChannelPaused():
            return ChannelState.PAUSED
        case RateLimited() if error.retry_after >= _LONG_REST:
            return ChannelState.PAUSED
        case NotSent() | Ambiguous():
            return ChannelState.AWAY
    return None
