"""What each channel can carry. It is decided here, so that no conversation asks where it is."""

from dataclasses import dataclass, replace

from content import sending_windows
from content.sending_windows import ALWAYS, Window

TELEGRAM = "telegram"
ZALO_BOT = "zalo_bot"
ZALO_OA = "zalo_oa"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Lengths are UTF-16 units of what is seen."""

    longest: int
    has_buttons: bool = False  # else options are numbered and answered by typing
    has_markup: bool = False  # else plain text: what people wrote must not restyle it
    has_commands: bool = False  # "/huy" is offered and easy to type; else it is HUY
    edits: bool = False  # a message can be turned into the next screen
    longest_caption: int = 0  # of a picture; with a longer text it goes as a message of its own
    captions_documents: bool = False
    window: Window = ALWAYS  # when a person may be written to, and at what price


# Zalo's limit is 2,000 of an unnamed unit; the rest is room for "(gửi lại)" and for doubt. Beside
# a picture there is room for its description and a link, for where Zalo does not take it.
_ZALO = Capabilities(longest=1900, longest_caption=1200)
_CAPABILITIES = {
    TELEGRAM: Capabilities(
        longest=4096,
        has_buttons=True,
        has_markup=True,
        has_commands=True,
        edits=True,
        longest_caption=1024,
        captions_documents=True,
    ),
    ZALO_BOT: _ZALO,
    ZALO_OA: replace(_ZALO, window=sending_windows.ZALO_OA),
}
CHANNELS = tuple(_CAPABILITIES)
# A screen packed for what can do least can be shown by all.
POOREST = Capabilities(longest=0)


def capabilities(channel: str) -> Capabilities:
    """Raises KeyError for a channel there is not."""
    return _CAPABILITIES[channel]
