"""The table of the Zalo Official Account's tokens. Times are seconds of the database's clock."""

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from storage.models.columns import Json


class ZaloTokenRow(SQLModel, table=True):
    """The tokens of one app, and the refresh token that is being used up, if one is."""

    __tablename__ = "zalo_token"
    app_id: str = Field(primary_key=True, max_length=64)
    generation: int = 0  # grows with each saved pair and fences whoever works on an older one
    sealed: bytes | None = Field(default=None, sa_type=LargeBinary)  # storage/sealing.py
    saved_at: float = 0
    refresh_at: float = 0
    expires_at: float = 0
    # A refresh token works once. Its fingerprint stands here from before it is shown to Zalo
    # until it is known what came of that.
    spending: str | None = Field(default=None, max_length=16)
    seeds: list[str] = Field(default_factory=list, sa_type=Json)  # the settings' tokens so far
    dead: str | None = Field(default=None, max_length=80)  # why no refresh can work any more
