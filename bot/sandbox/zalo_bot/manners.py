"""Where reports about the real platform disagree, or it may change its mind: a switch each."""

from dataclasses import dataclass
from enum import StrEnum


class Told(StrEnum):
    """How somebody is told no."""

    JSON = "json"
    HTML = "html"
    STATUS = "status"  # JSON again, with a status of HTTP that says the same


@dataclass(frozen=True, slots=True)
class Manners:
    """The defaults are what was measured, or else what is documented."""

    # Events
    wraps_events: bool = True  # in {"ok": true, "result": …}, to a webhook
    photo_field: str = "photo_url"  # the documents say "photo"
    tells_every_event: int = 1  # times
    swaps_events: bool = False  # each second event overtakes the one before
    delays_events: float = 0.0  # seconds; up to 20 have been seen

    # Polling
    keeps_events: bool = False  # for the next poll, where nobody polls now
    idle: Told = Told.JSON  # in HTTP 200, or HTTP 408

    # Webhook
    takes_local_webhooks: bool = False  # http, and addresses of this machine
    probes_with_secret: bool = False
    tries_webhook: int = 1  # times; nothing is documented
    info_without_webhook_is_404: bool = False
    tests_a_day: int = 5

    # Answers
    bad_token: Told = Told.JSON
    codes_are_strings: bool = False
    says_code_0: bool = True  # beside a success

    # Sending
    messages_a_month: int | None = None  # 3,000 for a free bot
    counts_what_people_write: bool = False
    fetches_photos: int = 0  # times; Zalo does, and more than once
    fetches_voices: int = 0  # times; unknown, but from where else would it have them
    refused_photo_hosts: frozenset[str] = frozenset({"upload.wikimedia.org"})
