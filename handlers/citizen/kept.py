"""What is kept of learning, for the page that tells a person all that is kept."""

from content.text import quote
from content.words import gettext as _
from content.words import ngettext
from handlers.turn import Turn
from storage.learning import learners, progress


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
            lines[-1] += ". " + _("Reads slowly, step by step.")
    return lines
