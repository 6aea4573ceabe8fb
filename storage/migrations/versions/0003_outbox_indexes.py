"""What was written last to a chat, and what turned one message into another, found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_outbox_newest", "outbox", ["channel", "recipient", "id"])
    op.create_index(
        "ix_outbox_edits",
        "outbox",
        ["channel", "recipient", "edits"],
        postgresql_where=sa.text("edits IS NOT NULL"),
        sqlite_where=sa.text("edits IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_edits", table_name="outbox")
    op.drop_index("ix_outbox_newest", table_name="outbox")
