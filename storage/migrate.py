"""Brings a database to the tables of today. Safe to run by several processes at once."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from storage import models
from storage.database import Database

assert models  # imported for its tables

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 7_240_011  # any number, the same for everyone who migrates


async def upgrade(url: str) -> None:
    """Apply the migrations that are missing, all or none."""
    database = Database(url)
    try:
        async with database.connect_to_write() as connection:
            if not database.is_sqlite:
                await connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            await connection.run_sync(_upgrade)
    finally:
        await database.close()


async def has_drift(url: str) -> list[str]:
    """How the tables of the code differ from those of the database; empty when they agree."""
    database = Database(url)
    try:
        async with database.engine.connect() as connection:
            return await connection.run_sync(_differences)
    finally:
        await database.close()


def _upgrade(connection: Connection) -> None:
    command.upgrade(_config(connection), "head")


def _config(connection: Connection) -> Config:
    """Made here, not read from an ini file: logging stays as the process set it up."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _differences(connection: Connection) -> list[str]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return [str(difference) for difference in compare_metadata(context, SQLModel.metadata)]
