"""A request for more time may be withdrawn, granted for another day, or refused with a reason."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _drop_waiting("granted IS NULL")
    with op.batch_alter_table("extension") as batch:
        batch.add_column(sa.Column("granted_until", sa.Date(), nullable=True))
        batch.add_column(sa.Column("refusal_reason", sa.Text(), nullable=True))
        batch.add_column(sa.Column("withdrawn_by", ID, nullable=True))
        batch.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_foreign_key(
            op.f("fk_extension_withdrawn_by"), "person", ["withdrawn_by"], ["id"]
        )
    op.execute("UPDATE extension SET granted_until = until WHERE granted")
    _create_waiting("granted IS NULL AND withdrawn_at IS NULL")


def downgrade() -> None:
    _drop_waiting("granted IS NULL AND withdrawn_at IS NULL")
    # The older tables know no withdrawal: what was withdrawn must not wait for an answer again.
    op.execute("UPDATE extension SET granted = false WHERE withdrawn_at IS NOT NULL")
    op.execute("UPDATE extension SET until = granted_until WHERE granted_until IS NOT NULL")
    with op.batch_alter_table("extension") as batch:
        batch.drop_constraint(op.f("fk_extension_withdrawn_by"), type_="foreignkey")
        batch.drop_column("withdrawn_at")
        batch.drop_column("withdrawn_by")
        batch.drop_column("refusal_reason")
        batch.drop_column("granted_until")
    _create_waiting("granted IS NULL")


def _create_waiting(condition: str) -> None:
    op.create_index(
        "uq_extension_waiting",
        "extension",
        ["obligation_id"],
        unique=True,
        postgresql_where=sa.text(condition),
        sqlite_where=sa.text(condition),
    )


def _drop_waiting(condition: str) -> None:
    op.drop_index(
        "uq_extension_waiting",
        table_name="extension",
        postgresql_where=sa.text(condition),
        sqlite_where=sa.text(condition),
    )
