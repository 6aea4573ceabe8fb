"""The ward's time zone: days, deadlines and quiet hours are decided in it."""

from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo


class LocalZone(tzinfo):
    """Vietnam's, until the composition root says otherwise, once, at start."""

    def __init__(self) -> None:
        self._zone: tzinfo = ZoneInfo("Asia/Ho_Chi_Minh")

    def settle_on(self, zone: tzinfo) -> None:
        self._zone = zone

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return self._zone.utcoffset(moment)

    def dst(self, moment: datetime | None) -> timedelta | None:
        return self._zone.dst(moment)

    def tzname(self, moment: datetime | None) -> str | None:
        return self._zone.tzname(moment)

    def fromutc(self, moment: datetime) -> datetime:
        there = self._zone.fromutc(moment.replace(tzinfo=self._zone))
        return there.replace(tzinfo=self)


LOCAL_ZONE = LocalZone()
