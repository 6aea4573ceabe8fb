"""The portable message every conversation speaks in, and the port it leaves through."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from content.attachments import Attachment
from content.channels import POOREST, Capabilities, capabilities
from content.menus import Menu, Offer
from content.text import quote
from content.words import gettext as _
from content.words import language
from storage.outbox import Letter, Priority
from storage.people import Address

# An id in a button may be forged; a larger one would break the database driver.
RowId = Annotated[int, Field(ge=1, lt=2**63)]


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: a button where there are buttons, a number where there are none."""

    label: str
    data: CallbackData | str  # packed already where it comes back from storage

    def pack(self) -> list[str]:
        return [self.label, self.data if isinstance(self.data, str) else self.data.pack()]


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person is shown. `text` is HTML of the few tags in content/text.py; what people
    wrote goes into it through `content.text.quote`. Options come as rows of buttons."""

    text: str
    options: tuple[tuple[Option, ...], ...] = ()
    offer: Offer = Offer.NUMBERS  # how options are offered where there are no buttons
    attachment: Attachment | None = None  # a picture or document, with words for it

    def pack(self, able: Capabilities) -> dict[str, Any]:
        """As JSON, for a channel that can do so much."""
        packed: dict[str, Any] = {"text": self.text, "language": language()}
        if self.options:
            packed["options"] = [[o.pack() for o in row] for row in self.options]
        if self.options and not able.has_buttons:
            words = {"more": _("More"), "back": _("Back"), "or_type": _("Type:")}
            packed |= {"offer": self.offer, "words": words}
        if self.attachment:
            packed["attachment"] = self.attachment.pack()
        return packed


def column(*options: Option) -> tuple[tuple[Option, ...], ...]:
    """One option a row: easy to hit on a small phone."""
    return tuple((option,) for option in options)


@dataclass(slots=True)
class Reply:
    """How a handler speaks to the person it is handling. Nothing leaves before the commit."""

    address: Address
    letters: list[Letter]
    tapped_message: str | None = None  # the message whose button was tapped
    toast: str | None = None  # said in the tap's own little answer
    is_said_below: bool = False  # the screen says what the toast says, in words of its own
    renews_commands: bool = False  # roles or language changed: so does the menu of commands

    def show(self, screen: Screen, subject: str | None = None) -> None:
        """Turn the tapped message into this screen; without a tap, send it."""
        self._put(screen, edits=self.tapped_message, subject=subject)
        self.tapped_message = None  # only the first screen of an answer replaces

    def send(self, screen: Screen, subject: str | None = None) -> None:
        """Send a message that stays: a receipt, a result."""
        self._put(screen, subject=subject)

    def leave_tapped(self) -> None:
        """The tapped message stays as it is, being a receipt; the answer is a new one."""
        self.tapped_message = None

    def turn_page(self, menu: Menu) -> None:
        """More of what the last message offered."""
        self._offer(_("More to choose from:"), menu)

    def ask_again(self, said: str, menu: Menu, subject: str | None) -> None:
        """What a message of ours said and offered, since it is not clear what was picked from
        it."""
        first = _(
            "It is not clear which message that choice belongs to, so I have done nothing. Please "
            "choose again:"
        )
        above = quote(menu.without(said).removeprefix(first).strip())
        self._offer(f"{first}\n\n{above}" if above else first, menu, subject)

    def _offer(self, text: str, menu: Menu, subject: str | None = None) -> None:
        options = tuple((Option(label, data),) for label, data in menu.options)
        letter = letter_to(self.address, Screen(text, options, menu.offer), subject=subject)
        letter.payload["start"] = menu.start
        self.letters.append(letter)

    def say_toast(self) -> None:
        """Say it in words, where a tap has no little answer of its own."""
        if self.toast is None or self.is_said_below:
            return
        said = quote(self.toast)
        mine = next((x for x in self.letters if x.address_id == self.address.id), None)
        if mine is None:
            self.send(Screen(said))
        elif said.rstrip(" .!") not in mine.payload["text"]:
            mine.payload["text"] = f"{said}\n\n{mine.payload['text']}"

    def _put(self, screen: Screen, edits: str | None = None, subject: str | None = None) -> None:
        self.letters.append(letter_to(self.address, screen, edits=edits, subject=subject))


def letter_to(
    address: Address,
    screen: Screen,
    *,
    edits: str | None = None,
    priority: Priority = Priority.REPLY,
    subject: str | None = None,
    key: str | None = None,
    is_urgent: bool = False,
    good_until: datetime | None = None,
) -> Letter:
    """A screen on its way to an address. What is urgent may take another channel, where the
    person agreed to that and this one cannot deliver it. What nobody asked for has no numbers:
    the one typed when it comes in is meant for something else."""
    if priority is not Priority.REPLY and screen.offer is Offer.NUMBERS:
        screen = replace(screen, offer=Offer.WORDS)
    return Letter(
        channel=address.channel,
        address_id=address.id,
        recipient=address.external_id,
        payload=screen.pack(capabilities(address.channel)),
        edits=edits,
        priority=priority,
        subject=subject,
        key=key,
        source=screen.pack(POOREST) if is_urgent else None,
        good_until=good_until,
    )
