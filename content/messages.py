"""What a screen becomes on a channel: one message or several, with buttons or with numbers.

A packed screen is JSON: `text` (HTML), `language`, `options` (rows of label and callback data),
and where there are no buttons `offer` and the `words` that stand around a menu. A message is
the same with a text its channel carries: plain where it must be, never longer than it may be.

An `attachment` (content/attachments.py) goes with the text where the text may be its caption,
else before it. Each message is a letter of its own, so none is repeated because another failed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from content.attachments import Kind
from content.channels import Capabilities, capabilities
from content.commands import without_slashes
from content.menus import Menu, Offer
from content.text import plain, quote, split, utf16_length, visible_length, with_addresses

Packed = dict[str, Any]
_CAUTION = (Offer.NUMBERS, Offer.WORDS, Offer.SPEECH)
_BETWEEN_SCREENS = "\n\n———\n\n"


def messages_of(channel: str, screen: Packed) -> list[Packed]:
    """In their order; what can be chosen stands under the last."""
    able = capabilities(channel)
    bare = {key: value for key, value in screen.items() if key != "attachment"}
    texts = _with_buttons(able, bare) if able.has_buttons else _in_words(able, bare)
    if attached := screen.get("attachment"):
        return _with_attachment(able, attached, texts)
    return texts


def _with_attachment(able: Capabilities, attached: Packed, texts: list[Packed]) -> list[Packed]:
    if not able.has_markup:
        attached = attached | {"alt": plain(attached["alt"])}
    measure = visible_length if able.has_markup else utf16_length
    has_caption = able.captions_documents or attached["kind"] == Kind.PICTURE
    if has_caption and len(texts) == 1 and measure(texts[0]["text"]) <= able.longest_caption:
        return [texts[0] | {"attachment": attached}]
    alone = {"text": "", "language": texts[0]["language"], "attachment": attached}
    return [alone, *texts]


def merged(channel: str, screens: Sequence[Packed]) -> Packed | None:
    """Several screens as one, their texts one below the other and all that can be chosen under
    them; None where one message does not hold that, or one of them shows a file. A label that
    means two things stays with the screen that said it first."""
    if any("attachment" in screen for screen in screens):
        return None
    first = screens[0]
    rows: list[list[list[str]]] = []
    labels: set[str] = set()
    for screen in screens:
        for row in screen.get("options", ()):
            new = [option for option in row if option[0] not in labels]
            labels |= {label for label, _data in new}
            rows += [new] if new else []
    offered = [screen for screen in screens if "offer" in screen]
    words = max(offered, key=lambda screen: _CAUTION.index(screen["offer"]), default=first)
    text = _BETWEEN_SCREENS.join(screen["text"] for screen in screens)
    one = {**first, **words, "text": text, "options": rows}
    return one if len(messages_of(channel, one)) == 1 else None


def _with_buttons(able: Capabilities, screen: Packed) -> list[Packed]:
    *first, last = split(screen["text"], able.longest)
    if not first:
        return [screen]
    bare = {key: value for key, value in screen.items() if key != "options"}
    return [*({**bare, "text": text} for text in first), {**screen, "text": last}]


def _in_words(able: Capabilities, screen: Packed) -> list[Packed]:
    menu = _menu(screen)
    whole = screen["text"] if able.has_commands else without_slashes(screen["text"])
    texts = [plain(text) for text in split(with_addresses(whole), able.longest)]
    under = _under(menu, screen.get("words", {}), texts[-1]) if menu else ""
    if utf16_length(texts[-1]) + utf16_length(under) <= able.longest:
        texts[-1] = (texts[-1] + under).strip()
    else:
        texts += [plain(text) for text in split(quote(under.strip()), able.longest)]
    parts: list[Packed] = [{"text": text, "language": screen["language"]} for text in texts]
    parts[-1]["menu"] = menu.pack() if menu else None
    return parts


def _menu(screen: Packed) -> Menu | None:
    options = tuple((label, data) for row in screen.get("options", ()) for label, data in row)
    if not options:
        return None
    words = screen.get("words", {})
    return Menu(
        options, Offer(screen.get("offer", Offer.NUMBERS)),
        more=words.get("more", ""), back=words.get("back", ""), start=screen.get("start", 0),
    )  # fmt: skip


def _under(menu: Menu, words: Mapping[str, str], above: str) -> str:
    if not menu.has_numbers:
        return f"\n\n{words.get('or_type', '')} {menu.lines(above)}"
    return "\n\n" + menu.lines()
