"""Days off and quiet hours: nobody is reminded then, and it is said when it can be done."""

from datetime import datetime

from content.catalogue import Plan
from content.quiet_hours import allowed_from
from content.words import LOCAL_ZONE, weekday_and_day
from content.words import gettext as _


def why_resting(plan: Plan, now: datetime) -> str:
    """ "Hôm nay là thứ Bảy, 19/12/2026, ngày nghỉ nên …; từ 08:00 thứ Hai, 21/12/2026 …"."""
    local = now.astimezone(LOCAL_ZONE)
    opens = allowed_from(local, plan.regime, plan.calendar)
    facts = {"today": weekday_and_day(local.date()), "time": f"{opens:%H:%M}"}
    if opens.date() == local.date():
        words = _("People are resting now, so nobody was reminded. You can remind from %(time)s.")
        return words % facts
    facts["day"] = weekday_and_day(opens.date())
    if plan.calendar.is_working(local.date()):
        words = _(
            "Working hours are over, so nobody was reminded. You can remind from %(time)s on "
            "%(day)s."
        )
    else:
        words = _(
            "Today, %(today)s, is a day off, so nobody was reminded. You can remind from %(time)s "
            "on %(day)s."
        )
    return words % facts
