"""The tables. One Alembic history builds them on SQLite and PostgreSQL alike."""

from storage.models.files import MadeFile
from storage.models.learning import (
    Certificate,
    Learner,
    LessonMail,
    LessonProgress,
    PracticeAnswer,
    ReviewCard,
    Rhythm,
    Study,
)
from storage.models.machine import (
    ChannelRow,
    ConversationRow,
    InboxRow,
    LeaseRow,
    MenuRow,
    OutboxRow,
)
from storage.models.people import (
    AddressRow,
    Invite,
    InviteGuess,
    LinkCode,
    PersonRow,
    RoleGrant,
    UnitRow,
)
from storage.models.reporting import (
    AuditEntry,
    Digest,
    Draft,
    Extension,
    Obligation,
    ObligationState,
    Reminder,
    Submission,
    SubmissionText,
    SubmissionValue,
)
from storage.models.zalo import ZaloTokenRow

__all__ = [
    "AddressRow",
    "AuditEntry",
    "Certificate",
    "ChannelRow",
    "ConversationRow",
    "Digest",
    "Draft",
    "Extension",
    "InboxRow",
    "Invite",
    "InviteGuess",
    "Learner",
    "LeaseRow",
    "LessonMail",
    "LessonProgress",
    "LinkCode",
    "MadeFile",
    "MenuRow",
    "Obligation",
    "ObligationState",
    "OutboxRow",
    "PersonRow",
    "PracticeAnswer",
    "Reminder",
    "ReviewCard",
    "Rhythm",
    "RoleGrant",
    "Study",
    "Submission",
    "SubmissionText",
    "SubmissionValue",
    "UnitRow",
    "ZaloTokenRow",
]
