"""What each channel can carry. It is decided here, so that no conversation asks where it is."""

from dataclasses import dataclass

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


# Zalo's limit is 2,000 of an unnamed unit; the rest is room for "(gửi lại)" and for doubt.
_ZALO = Capabilities(longest=1900)
_CAPABILITIES = {
    TELEGRAM: Capabilities(
        longest=4096, has_buttons=True, has_markup=True, has_commands=True, edits=True
    ),
    ZALO_BOT: _ZALO,
    ZALO_OA: _ZALO,
}
CHANNELS = tuple(_CAPABILITIES)


def capabilities(channel: str) -> Capabilities:
    """Raises KeyError for a channel there is not."""
    return _CAPABILITIES[channel]
