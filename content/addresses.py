"""Addresses in a text: which of them a phone turns into something to tap, and how one is written
so that no phone does.

The registered name is read from the right, label by label: "vneid.gov.vn.abc.top" is not the
State's. Each run of letters is looked at within bounds, so that no text takes long.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import accumulate

# Endings that phones turn into something to tap. Not complete: there are more than a thousand.
_ENDINGS = frozenset(
    """
    ac ai app art asia au autos bank beauty best bet biz blog bond buzz ca cam care cash cc center
    cf cfd ch chat cheap click cloud club cn co com company credit cyou de delivery dev digital
    direct edu email eu express family finance fr fun fund ga games gift gl gle gq group gov guru
    hair health help homes host house icu id im in info ink insure int io is it jp kh kr la land
    lat life link live loan loans lol ltd ly makeup market mba me media mobi mom money monster mov
    my name net network news one online org pay ph pics pink plus press pro promo pub pw quest red
    rest ru run sale sbs services sg shop site skin social solutions space sport store stream
    studio su support tax tech th tips tk to today tokyo top tools trade tv tw uk uno us video vin
    vip vn wang watch win wiki work world ws wtf xin xxx xyz zip zone
    """.split()  # noqa: SIM905 - a list of words reads better than one of strings
)
_NOBODY_BUYS = frozenset({"gov", "edu", "int"})  # endings that no cheat is given
_RUN = re.compile(
    r"(?<!\w)(?P<scheme>[a-z][a-z0-9+.-]{0,30}://)?(?P<user>[^\s/@()]{0,64}@)?"
    r"(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63})*)(?P<hidden>\[\.\])?",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|$)){4}", re.ASCII)
_SHORTEST_NAME = 3  # letters of an account after "@"
_DOTS = str.maketrans({"。": ".", "．": ".", "｡": "."})


@dataclass(frozen=True, slots=True)
class Address:
    """Something that can be tapped; `begin` and `end` are of `host` in the text."""

    host: str
    begin: int
    end: int


def tappable(text: str, allowed: Collection[str]) -> list[Address]:
    """What can be tapped and leads to none of the allowed hosts. A text that is not composed is
    judged as if it were."""
    return list(_tappable(unicodedata.normalize("NFC", text).translate(_DOTS), allowed))


def untappable(text: str, allowed: Collection[str]) -> str:
    """The same text with [.] where it keeps phones from making a link."""
    text = unicodedata.normalize("NFC", text).translate(_DOTS)
    shown, at = [], 0
    for address in _tappable(text, allowed):
        shown += [text[at : address.begin], hidden(address.host, allowed)]
        at = address.end
    return "".join([*shown, text[at:]])


def hidden(host: str, allowed: Collection[str]) -> str:
    """ "abc.com.vn" → "abc[.]com[.]vn": before each ending, since any may be where a phone stops.
    Where one is allowed, nothing bad lies behind it."""
    if host.startswith("@"):
        return f"@ {host[1:]}"
    labels = host.rpartition("://")[2].split(".")
    dots = [
        "[.]" if _may_be_bought(label) and not is_allowed(front, allowed) else "."
        for label, front in zip(labels, accumulate(labels, "{}.{}".format), strict=True)
    ]
    if "[.]" not in dots[1:]:
        return "[.]".join(labels)
    pairs = zip(dots[1:], labels[1:], strict=True)
    return labels[0] + "".join(dot + label for dot, label in pairs)


def is_allowed(host: str, allowed: Collection[str]) -> bool:
    """One of them or something under it; letters of other alphabets look like ours."""
    name = host.lower()
    return name.isascii() and any(name == one or name.endswith(f".{one}") for one in allowed)


def _tappable(text: str, allowed: Collection[str]) -> Iterator[Address]:
    for run in _RUN.finditer(text):
        begin, end = run.span("host")
        if "." not in run["host"]:
            if name := _opens_app(run):
                yield Address(name, end - len(name), end)
            continue
        host = _before_hidden(run["host"]) if run["hidden"] else run["host"]
        leads = _is_named(host) or (run["scheme"] and not run["hidden"])
        if host and leads and not is_allowed(host, allowed):
            yield Address(host, begin, begin + len(host))


def _opens_app(run: re.Match[str]) -> str | None:
    """An account of Telegram, "tg://resolve" and the like."""
    if run["scheme"] and not run["hidden"] and not run["user"]:
        return f"{run['scheme']}{run['host']}"
    is_account = run["user"] == "@" and len(run["host"]) >= _SHORTEST_NAME
    return f"@{run['host']}" if is_account else None


def _before_hidden(host: str) -> str:
    """As far as a phone could follow what has [.] behind it: to the last ending."""
    labels = host.split(".")
    ends = [n for n, label in enumerate(labels) if n and _may_be_bought(label)]
    return ".".join([*labels[: ends[-1]], _stem(labels[ends[-1]])]) if ends else ""


def _is_named(host: str) -> bool:
    first, *others = host.lower().split(".")
    has_ending = any(_may_end(label) for label in others)
    return first == "www" or has_ending or bool(_FIGURES.fullmatch(host))


def _may_end(label: str) -> bool:
    return label.lower().startswith("xn--") or _stem(label).lower() in _ENDINGS


def _may_be_bought(label: str) -> bool:
    return _may_end(label) and label.lower() not in _NOBODY_BUYS


def _stem(label: str) -> str:
    """Of "top-abc" a phone takes "top"."""
    return label if label.lower().startswith("xn--") else label.partition("-")[0]
