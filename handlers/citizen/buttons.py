"""What the buttons of learning carry: ids of lessons, courses, quiz items and learners. They live
in chats for months, so prefixes and fields stay; what they open is looked up when tapped."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.screens import RowId

LessonId = Annotated[str, Field(pattern=r"^[1-9]\d?\.[1-9]\d?$")]
CourseId = Annotated[str, Field(pattern=r"^[1-9]\d?$")]
ItemKey = Annotated[str, Field(pattern=r"^[0-9a-f]{6}$")]
Place = Annotated[int, Field(ge=0, lt=10)]


class OpenLearning(CallbackData, prefix="learn"):
    """The front door of learning."""


class OpenToday(CallbackData, prefix="today"):
    """The lesson of the day: the next one on the path."""


class GoOn(CallbackData, prefix="goon"):
    """Where the learner stopped."""


class OpenCourses(CallbackData, prefix="crses"):
    page: Annotated[int, Field(ge=0, lt=100)] = 0


class OpenCourse(CallbackData, prefix="crs"):
    course: CourseId


class OpenLesson(CallbackData, prefix="lsn"):
    lesson: LessonId


class OpenSources(CallbackData, prefix="src"):
    """Where a lesson's facts come from."""

    lesson: LessonId


class OpenQuiz(CallbackData, prefix="qz"):
    """The first item not answered yet, or from the beginning once more."""

    lesson: LessonId


class OpenItem(CallbackData, prefix="qi"):
    """One item of a quiz: the next one, or the same once more."""

    lesson: LessonId
    key: ItemKey


class AnswerItem(CallbackData, prefix="qa"):
    lesson: LessonId
    key: ItemKey
    pick: Place


class OpenResult(CallbackData, prefix="qr"):
    """How a quiz went."""

    lesson: LessonId


class OpenProgress(CallbackData, prefix="prog"):
    """How far the learner is."""


class OpenMore(CallbackData, prefix="lmore"):
    """The rarer doors of learning."""


class OpenLearners(CallbackData, prefix="lrns"):
    """Who learns on this phone."""


class ChooseLearner(CallbackData, prefix="lrn"):
    learner: RowId


class AddLearner(CallbackData, prefix="lrnadd"):
    pass


class RenameLearner(CallbackData, prefix="lrnname"):
    learner: RowId


class AskRemoveLearner(CallbackData, prefix="lrnask"):
    """With all they learned: asked back."""

    learner: RowId


class RemoveLearner(CallbackData, prefix="lrndel"):
    learner: RowId


class IsLearnersName(CallbackData, prefix="lrnyes"):
    """Yes, a name, although it is a command word as well."""


class LeaveLearnersName(CallbackData, prefix="lrnno"):
    """It was no name."""


class Remember(CallbackData, prefix="lrnme"):
    """Agrees that progress is kept: the question of the welcome comes first."""


class OpenRhythm(CallbackData, prefix="rhy"):
    """How often a lesson comes unasked, and when."""


class ChooseRhythm(CallbackData, prefix="rhyset"):
    rhythm: Annotated[str, Field(pattern=r"^(off|daily|weekly)$")]


class ChooseWeekday(CallbackData, prefix="rhyday"):
    weekday: Annotated[int, Field(ge=0, le=6)]


class ChooseHour(CallbackData, prefix="rhyhr"):
    rhythm: Annotated[str, Field(pattern=r"^(daily|weekly)$")]
    weekday: Annotated[int, Field(ge=0, le=6)]  # 0 where it comes daily
    hour: Annotated[int, Field(ge=0, le=23)]


class OpenReview(CallbackData, prefix="rev"):
    """The card that is due, if one is."""


class AskCard(CallbackData, prefix="revask"):
    """What is on the front of the card: a question on a lesson finished earlier."""

    learner: RowId
    lesson: LessonId
    key: ItemKey


class ShowCard(CallbackData, prefix="revshow"):
    """What is on the back of the card."""

    learner: RowId
    lesson: LessonId
    key: ItemKey


class RateCard(CallbackData, prefix="revrate"):
    """Remembered, or not. `reviews` is how often it was asked before: a second tap changes
    nothing."""

    learner: RowId
    lesson: LessonId
    reviews: Annotated[int, Field(ge=0, lt=100_000)]
    remembered: bool


class LearnAs(CallbackData, prefix="lrnas"):
    """A lesson that came by itself and said whose turn it was: it counts for them. The quiz, where
    the lesson has been read."""

    learner: RowId
    lesson: LessonId
    quiz: bool


class OpenFinding(CallbackData, prefix="find"):
    """How a lesson is looked for."""


class OpenFound(CallbackData, prefix="found"):
    """Lessons that come near what was typed, the best first."""

    first: LessonId
    second: LessonId | None
    third: LessonId | None
    is_near: bool


class OpenPractice(CallbackData, prefix="prac"):
    """Another message: real or fake? `at`: how many there were before it in this sitting. Of the
    ten that are counted together: scams that were caught, genuine ones that were trusted."""

    at: Annotated[int, Field(ge=0, lt=100_000)] = 0
    caught: Annotated[int, Field(ge=0, le=10)] = 0
    trusted: Annotated[int, Field(ge=0, le=10)] = 0


class JudgePractice(CallbackData, prefix="ans"):
    message: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    genuine: bool
    at: Annotated[int, Field(ge=0, lt=100_000)]
    caught: Annotated[int, Field(ge=0, le=10)]
    trusted: Annotated[int, Field(ge=0, le=10)]


class OpenCertificates(CallbackData, prefix="certs"):
    pass


class OpenCertificate(CallbackData, prefix="cert"):
    """Asks for the name that is to be printed."""

    course: CourseId


class PrintCertificate(CallbackData, prefix="certpr"):
    """Without a name, or as it was printed before."""

    course: CourseId
    again: bool = False


class PrintWithName(CallbackData, prefix="certyes"):
    """The name that was read back is right. It stands in the dialog's data."""

    course: CourseId


class OpenRanking(CallbackData, prefix="rank"):
    pass


class OpenNeighbourhoods(CallbackData, prefix="kps"):
    """Where the person lives, to be chosen."""


class ChooseNeighbourhood(CallbackData, prefix="kp"):
    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,19}$")]


class SetRanking(CallbackData, prefix="rankset"):
    """Taking part, and whether by name."""

    is_ranked: bool
    shows_name: bool


class SetElderMode(CallbackData, prefix="elder"):
    on: bool


class OpenStep(CallbackData, prefix="lstep"):
    """A lesson piece by piece."""

    lesson: LessonId
    step: Annotated[int, Field(ge=0, lt=30)]


class HearLesson(CallbackData, prefix="hear"):
    """A lesson read aloud; `step` is where the learner goes on with reading."""

    lesson: LessonId
    step: Annotated[int, Field(ge=0, lt=30)] = 0


class CallSomeone(CallbackData, prefix="helpme"):
    """Who helps in person."""


class OpenFraudHelp(CallbackData, prefix="cheated"):
    """What to do at once when money is gone."""
