"""Addresses: on a phone every address can be tapped, so only known ones stand there whole.

The registered name is read from the right, label by label: "vneid.gov.vn.abc.top" is not the
State's. Every other address is written with [.] before its ending.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable

from content.lesson_files import LessonDraft, Passage
from content.lesson_rules.knowledge import Knowledge, everything_in
from content.source import Source

# Endings that phones turn into something to tap. Not complete: there are more than a thousand.
_ENDINGS = frozenset(
    """
    ac ai app art asia au bet biz blog buzz ca cam cash cc cf cfd ch cheap click cloud club cn co
    com company de dev digital direct edu email eu express fr fun fund ga games gift gl gle gq
    group gov guru help host house icu id im in info ink int io is it jp kh kr la land life link
    live loan lol ltd ly mba me media mobi mom money monster my name net network news one online
    org ph pics pink plus press pro promo pub pw red rest ru run sale sbs services sg shop site
    skin social solutions space sport store stream studio su support tech th tips tk to today
    tokyo top tools tv tw uk uno us video vin vip vn wang watch win wiki work world ws wtf xin
    xxx xyz zone
    """.split()  # noqa: SIM905 - a list of words reads better than one of strings
)
_RUN = re.compile(r"(?<![\w.])(?P<scheme>[a-z][a-z0-9+.-]*://)?(?:[^\s/@()]*@)?"
                  r"(?P<host>[\w-]+(?:\.[\w-]+)+)(?P<hidden>\[\.\])?", re.IGNORECASE)  # fmt: skip
_DOTS = str.maketrans({"。": ".", "．": ".", "｡": "."})


def check_lesson(lesson: LessonDraft, knowledge: Knowledge) -> None:
    check_hosts(lesson.source, everything_in(lesson), knowledge.hosts)


def check_hosts(source: Source, passages: Iterable[Passage], hosts: Collection[str]) -> None:
    for passage in passages:
        for host in strange_hosts(passage.text, hosts):
            head, _, ending = host.rpartition(".")
            source.refuse_line(
                passage.line, "strange-host", f"Địa chỉ {head}[.]{ending} không có trong danh "
                "sách cho phép (settings.yaml, mục hosts). Hãy viết [.] thay dấu chấm cuối như ở "
                "đây, để không ai bấm nhầm.",
            )  # fmt: skip


def strange_hosts(text: str, allowed: Collection[str]) -> list[str]:
    """Addresses that somebody could tap and that are not ours to name."""
    runs = _RUN.finditer(unicodedata.normalize("NFC", text).translate(_DOTS))
    return [
        run["host"] for run in runs if _can_be_tapped(run) and not is_allowed(run["host"], allowed)
    ]


def is_allowed(host: str, allowed: Collection[str]) -> bool:
    """One of them or something under it; letters of other alphabets look like ours."""
    name = host.lower()
    return name.isascii() and any(name == one or name.endswith(f".{one}") for one in allowed)


def _can_be_tapped(run: re.Match[str]) -> bool:
    if run["hidden"]:
        return False
    first, *others = run["host"].lower().split(".")
    has_ending = any(label in _ENDINGS or label.startswith("xn--") for label in others)
    return bool(run["scheme"]) or first == "www" or has_ending
