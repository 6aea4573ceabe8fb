"""A lesson as it is read, and where its facts come from."""

from content.addresses import untappable
from content.catalogue import Plan
from content.lesson_text import as_html, without_marks
from content.library import DEFAULT_LANGUAGE, Fact, FactStatus, Lesson, Library
from content.text import quote
from content.words import day, language, speaking
from content.words import gettext as _
from handlers.citizen.buttons import (
    HearLesson,
    OpenCourse,
    OpenLesson,
    OpenQuiz,
    OpenSources,
)
from handlers.citizen.learned import Learned
from handlers.screens import Option, Screen, column
from handlers.turn import Turn

_LONGEST_CLAIM = 400


def short_name(library: Library, lesson_id: str) -> str:
    """As a label: "Bài 6.3 · OTP là chữ ký của mình". Not safe in HTML."""
    lesson = library.lesson(lesson_id, language())
    return _("Lesson %(id)s · %(title)s") % {
        "id": lesson_id, "title": lesson.title if lesson else "",
    }  # fmt: skip


def lesson_name(library: Library, lesson_id: str) -> str:
    """The same, safe in HTML."""
    return quote(short_name(library, lesson_id))


def lesson_screen(turn: Turn, lesson: Lesson, learned: Learned) -> Screen:
    """The whole lesson: short enough for one message on every channel."""
    parts = [*lesson_parts(lesson, turn.plan, turn.library)]
    parts.append("\n".join(under(turn, lesson, learned)))
    options = (
        Option(_("Take the quiz"), OpenQuiz(lesson=lesson.id)),
        *hearing(turn.library, lesson),
        Option(_("Sources"), OpenSources(lesson=lesson.id)),
        Option(_("Other lessons"), OpenCourse(course=lesson.course_id)),
    )
    return Screen("\n\n".join(parts), column(*options))


def lesson_parts(lesson: Lesson, plan: Plan, library: Library) -> list[str]:
    """The lesson itself, from its title to the one thing to do today."""
    names = names_in(plan, library)
    parts = [f"<b>{lesson_name(library, lesson.id)}</b>", *untranslated(lesson)]
    parts += [as_html(paragraph, names) for paragraph in lesson.paragraphs]
    with speaking(lesson.language):
        parts.append(_("<b>Today:</b> %(do)s") % {"do": as_html(lesson.today, names)})
    return parts


def untranslated(lesson: Lesson) -> list[str]:
    if lesson.language == language():
        return []
    return [_("<i>There is no translation yet: this lesson is in Vietnamese.</i>")]


def hearing(library: Library, lesson: Lesson, step: int = 0) -> list[Option]:
    """Where somebody has read it aloud, in the language in which it is shown."""
    if lesson.language != DEFAULT_LANGUAGE or lesson.id not in library.clips:
        return []
    return [Option(_("Hear it read"), HearLesson(lesson=lesson.id, step=step))]


def names_of(turn: Turn) -> dict[str, str]:
    """What stands for the braces in a lesson."""
    return names_in(turn.plan, turn.library)


def names_in(plan: Plan, library: Library) -> dict[str, str]:
    ward = plan.meta.issuer.rpartition("phường ")[2]
    return {"ward": ward, "province": library.settings.province.value}


def under(turn: Turn, lesson: Lesson, learned: Learned) -> list[str]:
    """How sure its facts are, and whether it is finished."""
    lines = [_("Sources: %(count)d.") % {"count": len(lesson.facts)} + " " + _checked(lesson)]
    if lesson.review_by < turn.today:
        lines.append(_out_of_date(lesson))
    one = learned.progress.get(lesson.id)
    if one and one.finished_at:
        lines.append(_("✓ You finished this lesson."))
    return lines


def _checked(lesson: Lesson) -> str:
    if lesson.verified_on is None:
        return _("The ward has not compared them with the official texts yet.")
    return _("The ward compared them on %(day)s.") % {"day": day(lesson.verified_on)}


def _as_sentence(said: str) -> str:
    """In Vietnamese it goes on from the count of sources, where it follows one."""
    return said[:1].upper() + said[1:]


def _out_of_date(lesson: Lesson) -> str:
    return _(
        "This lesson was to be looked through by %(day)s and was not yet: figures may have "
        "changed."
    ) % {"day": day(lesson.review_by)}


def sources_screen(turn: Turn, lesson: Lesson) -> Screen:
    """Each fact with the hosts it was seen on. None of them can be tapped but the state's own."""
    library = turn.library
    lines = [_("<b>Where this comes from</b>"), lesson_name(library, lesson.id)]
    if language() != "vi":
        lines.append(_("<i>The facts are quoted in Vietnamese.</i>"))
    facts = [library.facts[id_] for id_ in lesson.facts if id_ in library.facts]
    parts = [
        "\n".join(lines),
        *(_fact(library, fact) for fact in facts),
        _as_sentence(_checked(lesson)),
    ]
    if lesson.review_by < turn.today:
        parts.append(_out_of_date(lesson))
    options = (
        Option(_("Take the quiz"), OpenQuiz(lesson=lesson.id)),
        Option(_("Read it again"), OpenLesson(lesson=lesson.id)),
    )
    return Screen("\n\n".join(parts), column(*options))


def _fact(library: Library, fact: Fact) -> str:
    hosts = library.settings.hosts
    claim = untappable(without_marks(fact.claim), hosts)
    return f"• {quote(claim, _LONGEST_CLAIM)}\n({_seen_in(library, fact)})"


def _seen_in(library: Library, fact: Fact) -> str:
    if fact.status is FactStatus.PLAN:
        return _("the ward's plan 09-KH/ĐU")
    hosts = dict.fromkeys(
        untappable(host.removeprefix("www."), library.settings.hosts)
        for source in fact.sources
        if source.address and (host := source.address.partition("://")[2].partition("/")[0])
    )
    seen = quote(", ".join(hosts)) if hosts else _("seen second hand")
    if fact.status is FactStatus.SECONDARY:
        return _("%(where)s; not checked against the official text") % {"where": seen}
    return seen
