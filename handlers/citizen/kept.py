"""What is kept of learning, for the page that tells a person all that is kept."""

from content.text import quote
from content.words import gettext as _
from content.words import ngettext
from handlers.turn import Turn
from storage.learning import certificates, learners, practice, progress, ranking


async def kept_of_learning(turn: Turn) -> list[str]:
    """A line for each learner: the name, how much they have opened and finished."""
    lines = []
    for one in await learners.of(turn.session, turn.person.id):
        far = await progress.of(turn.session, one.id)
        done = len(progress.finished(far))
        said = ngettext(
            "• Learning of %(name)s: %(opened)d lesson opened, %(done)d finished, with answers, "
            "days in a row and review dates",
            "• Learning of %(name)s: %(opened)d lessons opened, %(done)d finished, with answers, "
            "days in a row and review dates",
            len(far),
        )
        name = quote(one.name) if one.name else _("one learner without a name")
        lines.append(said % {"name": name, "opened": len(far), "done": done})
        if one.is_elder:
            lines.append(_("  – reads slowly, step by step"))
        lines += await _besides(turn, one.id)
    return [*lines, *await _of_ranking(turn)]


async def _besides(turn: Turn, learner_id: int) -> list[str]:
    lines = []
    if judged := await practice.judged(turn.session, learner_id):
        said = _("  – of “real or fake?”: %(count)d answers")
        lines.append(said % {"count": len(judged)})
    issued = await certificates.of(turn.session, learner_id)
    for one in issued.values():
        said = _("  – a certificate of course %(course)s, name on it: %(name)s")
        name = quote(one.name) if one.name else _("none")
        lines.append(said % {"course": one.course_id, "name": name})
    return lines


async def _of_ranking(turn: Turn) -> list[str]:
    chosen = await ranking.choice(turn.session, turn.person.id)
    if chosen.neighbourhood is None:
        return []
    names = {one.code: one.name for one in turn.library.settings.neighbourhoods.value}
    if chosen.shows_name:
        takes_part = _("takes part in the ranking by name")
    else:
        takes_part = (
            _("takes part in the ranking without a name")
            if chosen.is_ranked
            else _("does not take part in the ranking")
        )
    said = _("• Neighbourhood: %(name)s; %(takes_part)s")
    name = quote(names.get(chosen.neighbourhood, chosen.neighbourhood))
    return [said % {"name": name, "takes_part": takes_part}]
