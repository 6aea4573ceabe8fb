"""One person on several channels: linking, where reminders go, how each channel does, and the
files that go along."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


_BY_CHAT = (
    "CREATE TABLE conversation_kept AS SELECT address.person_id, address.id AS address_id,"
    " conversation.state, conversation.data FROM conversation"
    " JOIN address ON address.id = conversation.address_id"
)
# Each person's dialog goes to one chat of theirs, the one that shows it where it is still theirs:
# a chat that was unlinked may show what is somebody else's by now.
_BY_PERSON = (
    "CREATE TABLE conversation_kept AS SELECT address.person_id, address.id AS address_id,"
    " conversation.state, conversation.data FROM conversation JOIN address ON address.id ="
    " COALESCE((SELECT shown.id FROM address AS shown WHERE shown.id = conversation.address_id"
    " AND shown.person_id = conversation.person_id), (SELECT MIN(theirs.id) FROM address AS theirs"
    " WHERE theirs.person_id = conversation.person_id))"
)


def upgrade() -> None:
    op.add_column("person", sa.Column("preferred_channel", sa.String(16), nullable=True))
    op.add_column(
        "person", sa.Column("may_cross", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("address", sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "address",
        sa.Column("is_unserved", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("outbox", sa.Column("source", _JSON, nullable=True))
    op.add_column("outbox", sa.Column("good_until", sa.DateTime(timezone=True), nullable=True))
    _key_conversations("person")
    op.add_column(
        "outbox", sa.Column("slice", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    _create_link_code()
    _create_channel()
    _create_made_file()
    op.drop_table("menu")  # what was open then is asked again
    _create_menu()


def _key_conversations(by: str) -> None:
    """A dialog is a person's, wherever they write; until now each person had one chat."""
    is_by_person = by == "person"
    op.execute(_BY_CHAT if is_by_person else _BY_PERSON)
    op.drop_table("conversation")
    references = [
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_conversation_address_id")
        )
    ]
    columns = [
        sa.Column("address_id", _ID, nullable=is_by_person),
        sa.Column("state", sa.String(80), nullable=True),
        sa.Column("data", _JSON, nullable=False),
    ]
    if is_by_person:
        columns.insert(0, sa.Column("person_id", _ID, nullable=False))
        references.append(
            sa.ForeignKeyConstraint(
                ["person_id"], ["person.id"], name=op.f("fk_conversation_person_id")
            )
        )
    key = sa.PrimaryKeyConstraint(f"{by}_id", name=op.f("pk_conversation"))
    op.create_table("conversation", *columns, *references, key)
    names = ", ".join(str(column.name) for column in columns)
    op.execute(f"INSERT INTO conversation ({names}) SELECT {names} FROM conversation_kept")
    op.drop_table("conversation_kept")


def _create_link_code() -> None:
    op.create_table(
        "link_code",
        sa.Column("id", _ID, nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("shown_on", _ID, nullable=False),
        sa.Column("typed_on", _ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_link_code_person_id")),
        sa.ForeignKeyConstraint(["shown_on"], ["address.id"], name=op.f("fk_link_code_shown_on")),
        sa.ForeignKeyConstraint(["typed_on"], ["address.id"], name=op.f("fk_link_code_typed_on")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_link_code_code_hash")),
    )
    op.create_index(op.f("ix_link_code_person_id"), "link_code", ["person_id"])


def _create_channel() -> None:
    op.create_table(
        "channel",
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(200), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nothing_missing_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("spent_on", sa.Date(), nullable=True),
        sa.Column("spent_today", sa.Integer(), nullable=False),
        sa.Column("spent_this_month", sa.Integer(), nullable=False),
        sa.Column("warned_today", sa.Boolean(), nullable=False),
        sa.Column("warned_this_month", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_channel")),
    )


def _create_made_file() -> None:
    op.create_table(
        "made_file",
        sa.Column("id", _ID, nullable=False),
        sa.Column("address_id", _ID, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_made_file_address_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_made_file")),
    )
    op.create_index(op.f("ix_made_file_address_id"), "made_file", ["address_id"])
    op.create_index(op.f("ix_made_file_made_at"), "made_file", ["made_at"])


def _create_menu() -> None:
    op.create_table(
        "menu",
        sa.Column("id", _ID, nullable=False),
        sa.Column("address_id", _ID, nullable=False),
        sa.Column("letter_id", _ID, nullable=False),
        sa.Column("term", sa.Integer(), nullable=False),
        sa.Column("menu", _JSON, nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("subject", sa.String(200), nullable=True),
        sa.Column("message_id", sa.String(64), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_menu_address_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_menu")),
    )
    op.create_index(op.f("ix_menu_address_id"), "menu", ["address_id"])
    op.create_index(op.f("ix_menu_letter_id"), "menu", ["letter_id"])


def downgrade() -> None:
    op.drop_table("made_file")
    op.drop_table("menu")
    op.create_table(
        "menu",
        sa.Column("address_id", _ID, nullable=False),
        sa.Column("menu", _JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_menu_address_id_address")
        ),
        sa.PrimaryKeyConstraint("address_id", name=op.f("pk_menu")),
    )
    op.drop_table("channel")
    op.drop_table("link_code")
    op.drop_column("outbox", "slice")
    _key_conversations("address")
    op.drop_column("outbox", "good_until")
    op.drop_column("outbox", "source")
    op.drop_column("address", "is_unserved")
    op.drop_column("address", "heard_at")
    op.drop_column("person", "may_cross")
    op.drop_column("person", "preferred_channel")
