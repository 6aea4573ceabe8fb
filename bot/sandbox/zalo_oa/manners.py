"""Where reports about the real platform disagree, or it may change its mind: a switch each."""

from dataclasses import dataclass

EXPIRED, INVALID = -220, -216


@dataclass(frozen=True, slots=True)
class Manners:
    """The defaults are what is documented, or else what was measured."""

    # Tokens
    access_lasts: int = 90_000  # seconds; 3,600 in older documents
    expires_in_is_a_string: bool = True
    repeats_last_refresh: bool = False  # a token shown twice gives the same pair twice
    old_access_works: bool = False  # although a newer one was issued
    bad_token_code: int = INVALID  # 216, 401 and -401 have been seen
    dead_refresh_code: int = -14014  # -118 has been seen
    wants_proof: bool = False
    redirects_to: tuple[str, ...] = ("https://", "http://127.0.0.1")  # of verified domains only

    # Messages
    takes_buttons: bool = True
    refuses_buttons_with: int = -233
    wants_follow: bool = False
    tells_quota: bool = True
    billed_messages: int | None = None  # those after 48 hours that were paid for
    names_files: str = "token"  # "attachment_id" has been seen
    calls_a_minute: int | None = 4000

    # Webhook
    signs: bool = True
    signs_with_mac: bool = True  # "mac=" before the digits
    timestamp_is_a_string: bool = True
    tells_every_event: int = 1  # times
    swaps_events: bool = False  # each second event overtakes the one before
    repeats_refused: bool = True  # not only those that nobody took
    repeats_after: tuple[float, ...] = (30.0, 300.0, 900.0, 1800.0, 3600.0)  # seconds; then never
    tells_echoes: bool = True
