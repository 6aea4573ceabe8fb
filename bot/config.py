"""Settings, read once from the environment and `.env`. `.env.example` lists exactly these keys."""

from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AnyHttpUrl, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parent.parent
_SHORTEST_SECRET = 32  # characters: what one cannot guess over the open internet
_PLACEHOLDERS = ("changeme", "your-token", "123456:abc")


class Settings(BaseSettings):
    """What the operator decides. Secrets print as stars."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    database_url: SecretStr = SecretStr(f"sqlite:///{ROOT / 'data' / 'tro-ly-so.db'}")
    zalo_bot_token: SecretStr | None = None
    zalo_bot_api_url: str = "https://bot-api.zaloplatforms.com"
    zalo_bot_webhook_secret: SecretStr | None = None  # with WEBHOOK_URL: Zalo calls us
    zalo_oa_app_id: str | None = None
    zalo_oa_app_secret: SecretStr | None = None
    zalo_oa_secret_key: SecretStr | None = None  # of the console's webhook page
    zalo_oa_refresh_token: SecretStr | None = None
    zalo_oa_api_url: str = "https://openapi.zalo.me"
    zalo_oa_oauth_url: str = "https://oauth.zaloapp.com"
    zalo_oa_buttons: bool = False
    zalo_oa_catch_up: bool = False
    webhook_url: AnyHttpUrl | None = None  # set: Telegram calls us; unset: we poll
    webhook_secret: SecretStr | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8443, ge=0, le=65535)
    timezone: str = "Asia/Ho_Chi_Minh"
    content_dir: Path = ROOT / "content"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    send_per_second: float = Field(default=25, gt=0)  # Telegram bears about 30
    lease_seconds: float = Field(default=15, ge=0.2)  # how long a dead process keeps its work

    @field_validator("telegram_token")
    @classmethod
    def _looks_real(cls, token: SecretStr | None) -> SecretStr | None:
        value = token.get_secret_value() if token else ""
        if value and (":" not in value or value.lower().startswith(_PLACEHOLDERS)):
            raise ValueError("TELEGRAM_TOKEN is not a token of @BotFather (digits:letters)")
        return token

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError) as error:
            raise ValueError(f"TIMEZONE {name!r} is not an IANA zone name") from error
        return name

    @model_validator(mode="after")
    def _account_is_complete(self) -> Self:
        """An Official Account half configured would work for hours, then fall silent."""
        needed = {
            "ZALO_OA_APP_ID": self.zalo_oa_app_id,
            "ZALO_OA_APP_SECRET": self.zalo_oa_app_secret,
            "ZALO_OA_SECRET_KEY": self.zalo_oa_secret_key,
            "WEBHOOK_URL": self.webhook_url,
        }
        missing = [name for name, value in needed.items() if value is None]
        if self.zalo_oa_app_id and missing:
            raise ValueError(f"a Zalo Official Account also needs {', '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _webhook_is_guarded(self) -> Self:
        secret = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
        is_for_telegram = self.telegram_token or not (self.zalo_bot_token or self.zalo_oa_app_id)
        if self.webhook_url and is_for_telegram and len(secret) < _SHORTEST_SECRET:
            raise ValueError(
                f"WEBHOOK_SECRET must have at least {_SHORTEST_SECRET} characters "
                "of A-Z a-z 0-9 _ - when WEBHOOK_URL is set"
            )
        if secret and not all(c.isascii() and (c.isalnum() or c in "_-") for c in secret):
            raise ValueError("WEBHOOK_SECRET may hold only A-Z a-z 0-9 _ -")
        return self

    @cached_property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.timezone)
