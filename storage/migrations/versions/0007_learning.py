"""Learning: learners on a phone, their progress, review cards and certificates, what was chosen,
and which lesson went out unasked."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
_COMES = sa.text("next_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "learner",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("name", sa.String(30), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_elder", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("lesson_id", sa.String(8), nullable=True),
        sa.Column("streak", sa.Integer(), nullable=False),
        sa.Column("streak_on", sa.Date(), nullable=True),
        sa.Column("forgiven_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_learner_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner")),
    )
    op.create_index(op.f("ix_learner_person_id"), "learner", ["person_id"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("id", _ID, nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("learner_id", _ID, nullable=False),
        sa.Column("course_id", sa.String(8), nullable=False),
        sa.Column("name", sa.String(60), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_certificate_learner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
        sa.UniqueConstraint(
            "learner_id", "course_id", name=op.f("uq_certificate_learner_id_course_id")
        ),
    )
    op.create_table(
        "lesson_mail",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("learner_id", _ID, nullable=False),
        sa.Column("lesson_id", sa.String(8), nullable=False),
        sa.Column("is_review", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_lesson_mail_learner_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_lesson_mail_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_mail")),
        sa.UniqueConstraint("person_id", "on_day", name=op.f("uq_lesson_mail_person_id_on_day")),
    )
    op.create_index(op.f("ix_lesson_mail_learner_id"), "lesson_mail", ["learner_id"], unique=False)
    op.create_table(
        "lesson_progress",
        sa.Column("learner_id", _ID, nullable=False),
        sa.Column("lesson_id", sa.String(8), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answers", _JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_lesson_progress_learner_id")
        ),
        sa.PrimaryKeyConstraint("learner_id", "lesson_id", name=op.f("pk_lesson_progress")),
    )
    op.create_table(
        "practice_answer",
        sa.Column("learner_id", _ID, nullable=False),
        sa.Column("message_id", sa.String(48), nullable=False),
        sa.Column("is_genuine", sa.Boolean(), nullable=False),
        sa.Column("was_right", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_practice_answer_learner_id")
        ),
        sa.PrimaryKeyConstraint("learner_id", "message_id", name=op.f("pk_practice_answer")),
    )
    op.create_table(
        "review_card",
        sa.Column("learner_id", _ID, nullable=False),
        sa.Column("lesson_id", sa.String(8), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stability", sa.Float(), nullable=True),
        sa.Column("difficulty", sa.Float(), nullable=True),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_review_card_learner_id")
        ),
        sa.PrimaryKeyConstraint("learner_id", "lesson_id", name=op.f("pk_review_card")),
    )
    op.create_index("ix_review_card_due", "review_card", ["learner_id", "due"], unique=False)
    op.create_table(
        "study",
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("learner_id", _ID, nullable=True),
        sa.Column("rhythm", sa.String(8), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("neighbourhood", sa.String(32), nullable=True),
        sa.Column("is_ranked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("shows_name", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_study_learner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_study_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_study")),
    )
    op.create_index("ix_study_neighbourhood", "study", ["neighbourhood"], unique=False)
    op.create_index(
        "ix_study_next_at",
        "study",
        ["next_at", "person_id"],
        unique=False,
        postgresql_where=_COMES,
        sqlite_where=_COMES,
    )


def downgrade() -> None:
    op.drop_index("ix_study_next_at", table_name="study")
    op.drop_index("ix_study_neighbourhood", table_name="study")
    op.drop_table("study")
    op.drop_index("ix_review_card_due", table_name="review_card")
    op.drop_table("review_card")
    op.drop_table("practice_answer")
    op.drop_table("lesson_progress")
    op.drop_index(op.f("ix_lesson_mail_learner_id"), table_name="lesson_mail")
    op.drop_table("lesson_mail")
    op.drop_table("certificate")
    op.drop_index(op.f("ix_learner_person_id"), table_name="learner")
    op.drop_table("learner")
