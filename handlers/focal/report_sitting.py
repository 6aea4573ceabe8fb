"""One turn of the report dialog with all it rests on, read anew each time: the obligation, the
draft, the figures of earlier periods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from aiogram.fsm.state import State

from content.answers import Answer
from content.asides import Aside, aside_of
from content.deadlines import deadlines
from content.forms import Question, ReportForm
from content.indicators import Indicator
from content.periods import Period
from content.steps import Step, step_named
from content.words import LOCAL_ZONE
from handlers.focal.owed import period_of
from handlers.focal.report_place import Place
from handlers.turn import Turn
from storage import drafts, people, replies, submissions
from storage.models import Obligation, ObligationState, Submission


@dataclass(slots=True)
class Sitting:
    """What a handler of the dialog has on the table."""

    turn: Turn
    place: Place
    obligation: Obligation
    form: ReportForm
    answers: dict[str, Answer]  # the draft, by step
    previous: Mapping[str, Sequence[Answer]]  # of earlier periods, by indicator, newest first
    touched_at: datetime | None = None  # when the draft was last added to
    sent: Submission | None = None  # a version the person has not heard of yet
    sender: str | None = None  # its author's name
    state: str | None = None
    notice: str | None = None  # HTML, said above the next screen

    @property
    def obligation_id(self) -> int:
        return self.place.obligation

    @property
    def period(self) -> Period:
        return period_of(self.obligation)

    @property
    def data_to(self) -> date:
        """The day the data window ends."""
        return deadlines(self.period, self.turn.plan.regime, self.turn.plan.calendar).data_to

    @property
    def is_early(self) -> bool:
        """Before the cut-off the figures of the period cannot be complete."""
        return self.turn.today < self.data_to

    @property
    def is_draft_old(self) -> bool:
        """Whether the answers so far are of long ago. They are never dropped for that: asked."""
        if self.touched_at is None:
            return False
        days = (self.turn.today - self.touched_at.astimezone(LOCAL_ZONE).date()).days
        return days >= self.turn.plan.regime.draft_is_old_after_days.value

    @property
    def step(self) -> Step | None:
        return step_named(self.form, self.place.step)

    @property
    def indicator(self) -> Indicator:
        """The indicator asked about. Only states that ask for one may look here."""
        step = self.step
        if not isinstance(step, Indicator):
            raise LookupError(f"{self.place.step} is not an indicator of this form")
        return step

    @property
    def question(self) -> Question:
        step = self.step
        if not isinstance(step, Question):
            raise LookupError(f"{self.place.step} is not a question of this form")
        return step

    @property
    def is_told(self) -> bool:
        """Whether the step is answered in words."""
        step = self.step
        return isinstance(step, Question) or (
            step is not None and step.measure.input == "narrative"
        )

    @property
    def aside(self) -> Aside | None:
        """What the words in doubt may be instead of content."""
        answer = self.place.answer
        return aside_of(answer.words or "", self.turn.today) if answer else None

    @property
    def noted(self) -> Answer | None:
        """What the draft says of this step."""
        return self.answers.get(self.place.step)

    @property
    def earlier(self) -> Sequence[Answer]:
        """What was reported of this step before, newest first."""
        return self.previous.get(self.place.step, ())

    @property
    def subject(self) -> str:
        """What the letters of the dialog are about."""
        return f"report:{self.obligation_id}"

    async def is_before_eyes(self) -> bool:
        """Whether the dialog stands last in the chat, and not a menu or a reminder."""
        newest = await replies.newest_subject(self.turn.session, self.turn.person.address)
        return newest == self.subject

    async def stand(self, state: State, **changes: Any) -> None:
        """Remember where the dialog stands from now on. Buttons of older screens are stale."""
        page = max(self.place.page + 1, int(self.turn.now.timestamp()))
        self.place = replace(self.place, page=page, **changes)
        self.state = state.state
        await self.turn.state.set_state(state)
        await self.turn.state.set_data(self.place.to_data())

    async def note(self, answers: Mapping[str, Answer]) -> None:
        """Keep answers in the draft, where restarts and days do not reach them."""
        self.answers |= answers
        await drafts.save(
            self.turn.session,
            self.obligation_id,
            self.turn.person.id,
            answers={code: answer.to_json() for code, answer in self.answers.items()},
            now=self.turn.now,
        )


async def lay_out(
    turn: Turn, place: Place, obligation: Obligation, form: ReportForm, state: str | None = None
) -> Sitting:
    """Put the draft, the earlier figures and what was sent meanwhile on the table."""
    draft = await drafts.begun(turn.session, place.obligation, turn.person.id)
    previous = await _previous(turn, obligation, form)
    drafted = draft.answers if draft else {}
    answers = {code: Answer.from_json(said) for code, said in drafted.items()}
    touched_at = draft.updated_at if draft and answers else None
    sitting = Sitting(turn, place, obligation, form, answers, previous, touched_at, state=state)
    sitting.sent = await _unheard_of(sitting)
    if sitting.sent is not None:
        author = await people.by_id(turn.session, sitting.sent.author_id)
        sitting.sender = author.name if author else None
    return sitting


async def _previous(
    turn: Turn, obligation: Obligation, form: ReportForm
) -> Mapping[str, Sequence[Answer]]:
    """What counts within each period compares only with periods of the same length: a year's
    dossiers are no slip of the finger beside a month's."""
    found: dict[str, list[Answer]] = {}
    for is_flow, cadence in ((True, obligation.cadence), (False, None)):
        codes = [i.code for i in form.indicators if i.suggested.flow is is_flow]
        if codes:
            found |= await submissions.previous_values(
                turn.session, obligation.unit_code, codes, obligation.period, cadence=cadence
            )
    return found


async def _unheard_of(sitting: Sitting) -> Submission | None:
    if sitting.obligation.state != ObligationState.SUBMITTED:
        return None
    latest = await submissions.latest(sitting.turn.session, sitting.obligation_id)
    return latest if latest and latest.version > sitting.place.replaces else None
