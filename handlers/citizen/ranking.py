"""The ranking of neighbourhoods: who wants takes part, and is named only if they want that too."""

from datetime import datetime, time

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from content.library_settings import Neighbourhood
from content.text import quote
from content.words import LOCAL_ZONE, ngettext
from content.words import gettext as _
from handlers.citizen.buttons import (
    ChooseNeighbourhood,
    OpenLearning,
    OpenNeighbourhoods,
    OpenRanking,
    RenameLearner,
    SetRanking,
)
from handlers.citizen.doors import draws, show, walks, with_consent
from handlers.filters import Says
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome
from storage.learning import learners, ranking
from storage.learning.ranking import FEWEST, Choice, Place, Standing

router = Router(name="ranking")


@router.callback_query(OpenRanking.filter(), OnTurn())
@router.message(
    Says(
        "xếp hạng", "bảng xếp hạng", "khu phố cùng học", "khu phố", "xếp hạng khu phố", "ranking"
    ),
    StateFilter(None, Welcome.answering),
    OnTurn(),
)
@walks(OpenRanking)
async def open_ranking(
    _event: Message | CallbackQuery, turn: Turn, callback_data: OpenRanking | None = None
) -> None:
    """How much the neighbourhoods have learnt this month."""
    door = callback_data or OpenRanking()
    if await with_consent(turn, door):
        show(turn, await ranking_screen(turn, door), door)


@draws(OpenRanking)
async def ranking_screen(turn: Turn, door: OpenRanking, notice: str | None = None) -> Screen:
    chosen = await ranking.choice(turn.session, turn.person.id)
    own = _neighbourhood(turn, chosen.neighbourhood)
    if own is None:
        return await neighbourhoods_screen(turn, OpenNeighbourhoods())
    month = turn.today.replace(day=1)
    since = datetime.combine(month, time.min, LOCAL_ZONE)
    ranked = await ranking.ranking(turn.session, own.code, since)
    title = _("<b>Neighbourhoods learning together, %(month)s</b>")
    lines = [notice, ""] if notice else []
    lines += [title % {"month": f"{month:%m/%Y}"}, *_standings(turn, ranked.standings)]
    lines += ["", *_own(own, ranked.first), await _takes_part(turn, chosen)]
    return Screen("\n".join(lines), column(*await _ways(turn, chosen)))


def _standings(turn: Turn, standings: tuple[Standing, ...]) -> list[str]:
    """Only of neighbourhoods there are; those with too few people together in one line."""
    known = [(one, _neighbourhood(turn, one.code)) for one in standings]
    lines: list[str] = []
    small: list[str] = []
    for one, neighbourhood in known:
        if neighbourhood is None:
            continue
        if one.lessons is None or one.learners is None:
            small.append(neighbourhood.name)
            continue
        learning = ngettext("%(count)d learner", "%(count)d learners", one.learners)
        finished = ngettext("%(count)d lesson", "%(count)d lessons", one.lessons)
        lines.append(
            f"{len(lines) + 1}. <b>{quote(neighbourhood.name)}</b>: "
            f"{finished % {'count': one.lessons}} ({learning % {'count': one.learners}})"
        )
    if not lines:
        lines.append(_("No neighbourhood has enough learners yet to be shown."))
    if small:
        few = _("Fewer than %(count)d people, so no number is shown: %(names)s.")
        lines.append(few % {"count": FEWEST, "names": quote(", ".join(sorted(small)))})
    return lines


def _own(own: Neighbourhood, first: tuple[Place, ...]) -> list[str]:
    lines = [_("Your neighbourhood: %(name)s.") % {"name": quote(own.name)}]
    if first:
        lines.append(_("Most lessons there this month:"))
    for number, place in enumerate(first, 1):
        count = ngettext("%(count)d lesson", "%(count)d lessons", place.lessons)
        name = quote(place.name) if place.name else _("a learner")
        lines.append(f"{number}. {name}: {count % {'count': place.lessons}}")
    return lines


async def _takes_part(turn: Turn, chosen: Choice) -> str:
    """On a shared phone one says yes for all: so each name that others see is told."""
    if not chosen.is_ranked:
        return _("You do not take part: your lessons are not counted here.")
    if not chosen.shows_name:
        return _("You take part without a name.")
    there_are = await learners.of(turn.session, turn.person.id)
    if names := [learner.name for learner in there_are if learner.name]:
        return _("You take part. Your neighbourhood sees these names: %(names)s.") % {
            "names": quote(", ".join(names))
        }
    return _("You take part, and the learner's name is shown in your neighbourhood.")


async def _ways(turn: Turn, chosen: Choice) -> list[Option]:
    if not chosen.is_ranked:
        options = [Option(_("Take part"), SetRanking(is_ranked=True, shows_name=False))]
    else:
        label = _("Hide the name") if chosen.shows_name else _("Show the name")
        options = [
            Option(_("Do not take part"), SetRanking(is_ranked=False, shows_name=False)),
            Option(label, SetRanking(is_ranked=True, shows_name=not chosen.shows_name)),
        ]
    if chosen.shows_name:
        learner = await learners.current(turn.session, turn.person.id)
        if learner and learner.name is None:
            options.append(Option(_("Give the learner a name"), RenameLearner(learner=learner.id)))
    options.append(Option(_("Another neighbourhood"), OpenNeighbourhoods()))
    return [*options, Option(_("Learning"), OpenLearning())]


@router.callback_query(OpenNeighbourhoods.filter(), OnTurn())
@walks(OpenNeighbourhoods)
async def open_neighbourhoods(
    _event: Message | CallbackQuery, callback_data: OpenNeighbourhoods, turn: Turn
) -> None:
    """The person wants to say where they live."""
    if await with_consent(turn, callback_data):
        show(turn, await neighbourhoods_screen(turn, callback_data), callback_data)


@draws(OpenNeighbourhoods)
async def neighbourhoods_screen(turn: Turn, _door: OpenNeighbourhoods) -> Screen:
    there_are = turn.library.settings.neighbourhoods.value
    if not there_are:
        text = _("The ward has not entered its neighbourhoods yet.")
        return Screen(text, column(Option(_("Learning"), OpenLearning())))
    options = [Option(one.name, ChooseNeighbourhood(code=one.code)) for one in there_are]
    text = _(
        "<b>Neighbourhoods learning together</b>\nIn which neighbourhood do you live? To choose "
        "one is not to take part yet: I ask for that next."
    )
    return Screen(text, column(*options, Option(_("Learning"), OpenLearning())))


@router.callback_query(ChooseNeighbourhood.filter(), OnTurn())
@walks(ChooseNeighbourhood)
async def choose_neighbourhood(
    _event: Message | CallbackQuery, callback_data: ChooseNeighbourhood, turn: Turn
) -> None:
    """They live there."""
    if not await with_consent(turn, callback_data):
        return
    if _neighbourhood(turn, callback_data.code) is None:
        door = OpenNeighbourhoods()
        show(turn, await neighbourhoods_screen(turn, door), door)
        return
    await learners.ensure(turn.session, turn.person.id, turn.now)
    await ranking.choose(turn.session, turn.person.id, neighbourhood=callback_data.code)
    show(turn, await ranking_screen(turn, OpenRanking()), OpenRanking())


@router.callback_query(SetRanking.filter(), OnTurn())
@walks(SetRanking)
async def set_ranking(
    _event: Message | CallbackQuery, callback_data: SetRanking, turn: Turn
) -> None:
    """They take part or not, and by name or not."""
    if not await with_consent(turn, OpenRanking()):
        return
    await learners.ensure(turn.session, turn.person.id, turn.now)
    is_ranked = callback_data.is_ranked
    shows_name = is_ranked and callback_data.shows_name
    await ranking.choose(turn.session, turn.person.id, is_ranked=is_ranked, shows_name=shows_name)
    show(turn, await ranking_screen(turn, OpenRanking()), OpenRanking())


def _neighbourhood(turn: Turn, code: str | None) -> Neighbourhood | None:
    there_are = turn.library.settings.neighbourhoods.value
    return next((one for one in there_are if one.code == code), None)
