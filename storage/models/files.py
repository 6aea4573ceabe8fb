"""Table of files made for one person: a certificate, a compiled report."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from storage.models.columns import Id, Utc


class MadeFile(SQLModel, table=True):
    """Kept only until it has surely been sent and looked at; it can be made again."""

    __tablename__ = "made_file"
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    address_id: int = Field(foreign_key="address.id", index=True, sa_type=Id)  # whom it is for
    name: str = Field(max_length=120)
    content: bytes = Field(sa_type=LargeBinary)
    made_at: datetime = Field(sa_type=Utc, index=True)
