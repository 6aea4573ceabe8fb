"""The tokens of the Zalo Official Account."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "zalo_token",
        sa.Column("app_id", sa.String(64), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("saved_at", sa.Float(), nullable=False),
        sa.Column("refresh_at", sa.Float(), nullable=False),
        sa.Column("expires_at", sa.Float(), nullable=False),
        sa.Column("spending", sa.String(16), nullable=True),
        sa.Column("seeds", JSON, nullable=False),
        sa.Column("dead", sa.String(80), nullable=True),
        sa.PrimaryKeyConstraint("app_id", name=op.f("pk_zalo_token")),
    )


def downgrade() -> None:
    op.drop_table("zalo_token")
