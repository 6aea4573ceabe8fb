"""The only place that asks what time it is. The demo moves this clock; nothing else can."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # where a date is asked for that nobody reads


class Clock:
    """The people's time. Leases and retries keep the database's own."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self._ahead = ahead

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead  # noqa: TID251 - this is the one place

    def move_to(self, moment: datetime) -> None:
        """Let it be this moment now, and run on from there."""
        self._ahead += moment - self.now()


class StoppedClock(Clock):
    """A clock that stands until it is moved: for `tick --at`, and for tests."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self._at = at

    def now(self) -> datetime:
        return self._at

    def move_to(self, moment: datetime) -> None:
        self._at = moment
