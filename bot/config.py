"""Settings, read once from the environment and `.env`. `.env.example` lists exactly these keys."""

from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AnyHttpUrl, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from content.channels import ZALO_BOT, ZALO_OA
from content.message_quota import Limits, limits
from content.sending_windows import Cost

ROOT = Path(__file__).parent.parent
_SHORTEST_SECRET = 32  # characters: what one cannot guess over the open internet
_LONGEST_SECRET = 256  # of Zalo, which would be content with 8
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
    zalo_bot_link: AnyHttpUrl | None = None  # what people open; else as Zalo names the bot
    zalo_oa_app_id: str | None = None
    zalo_oa_app_secret: SecretStr | None = None
    zalo_oa_secret_key: SecretStr | None = None  # of the console's webhook page
    zalo_oa_refresh_token: SecretStr | None = None
    zalo_oa_api_url: str = "https://openapi.zalo.me"
    zalo_oa_oauth_url: str = "https://oauth.zaloapp.com"
    zalo_oa_buttons: bool = False
    zalo_oa_link: AnyHttpUrl | None = None  # what people open: https://zalo.me/<OA id>
    # Counted messages; 0: any number. Of the account only those are counted that cost something.
    zalo_bot_messages_a_month: int = Field(default=3000, ge=0)
    zalo_oa_messages_a_day: int = Field(default=0, ge=0)
    zalo_oa_messages_a_month: int = Field(default=0, ge=0)
    zalo_oa_catch_up: bool = False
    webhook_url: AnyHttpUrl | None = None  # set: Telegram calls us; unset: we poll
    webhook_secret: SecretStr | None = None
    public_url: AnyHttpUrl | None = None  # where our server is seen, if not at WEBHOOK_URL
    file_links_last_hours: float = Field(default=24, gt=0, le=24 * 7)
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

    @field_validator("zalo_bot_token")
    @classmethod
    def _looks_like_zalos(cls, token: SecretStr | None) -> SecretStr | None:
        if token and ":" not in token.get_secret_value():
            raise ValueError("ZALO_BOT_TOKEN is not a token of Zalo Bot Creator (digits:letters)")
        return token

    @field_validator("zalo_oa_app_id")
    @classmethod
    def _is_an_app(cls, app_id: str | None) -> str | None:
        if app_id and not (app_id.isascii() and app_id.isdecimal()):
            raise ValueError("ZALO_OA_APP_ID is the app's number of the developers' console")
        return app_id

    @model_validator(mode="after")
    def _account_is_complete(self) -> Self:
        """An Official Account half configured would work for hours, then fall silent."""
        needed = {
            "ZALO_OA_APP_ID": self.zalo_oa_app_id,
            "ZALO_OA_APP_SECRET": self.zalo_oa_app_secret,
            "ZALO_OA_SECRET_KEY": self.zalo_oa_secret_key,
        }
        is_begun = any(needed.values()) or self.zalo_oa_refresh_token is not None
        missing = [name for name, value in needed.items() if not value]
        missing += [] if self.webhook_url else ["WEBHOOK_URL"]
        if is_begun and missing:
            raise ValueError(f"a Zalo Official Account also needs {', '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _zalo_bot_is_complete(self) -> Self:
        """Whoever sets a secret wants to be called, and would not be."""
        secret = self.zalo_bot_webhook_secret
        if secret is None:
            return self
        needed = {"ZALO_BOT_TOKEN": self.zalo_bot_token, "WEBHOOK_URL": self.webhook_url}
        if missing := [name for name, value in needed.items() if not value]:
            raise ValueError(f"ZALO_BOT_WEBHOOK_SECRET also needs {', '.join(missing)}")
        value = secret.get_secret_value()
        if not _SHORTEST_SECRET <= len(value) <= _LONGEST_SECRET or not _fits_a_header(value):
            raise ValueError(
                f"ZALO_BOT_WEBHOOK_SECRET must have {_SHORTEST_SECRET} to {_LONGEST_SECRET} "
                "characters of A-Z a-z 0-9 _ -"
            )
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
        if secret and not _fits_a_header(secret):
            raise ValueError("WEBHOOK_SECRET may hold only A-Z a-z 0-9 _ -")
        return self

    @cached_property
    def message_limits(self) -> dict[str, Limits]:
        """By channel; a tenth is kept for answers. Channels that count nothing are left out."""
        a_day, a_month = self.zalo_oa_messages_a_day, self.zalo_oa_messages_a_month
        return {
            ZALO_BOT: limits(a_day=0, a_month=self.zalo_bot_messages_a_month),
            ZALO_OA: limits(a_day=a_day, a_month=a_month, counts=frozenset({Cost.BILLED})),
        }

    @cached_property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.timezone)

    @property
    def public_origin(self) -> str | None:
        """Where people and platforms find our server; None where nobody could."""
        url = self.public_url or self.webhook_url
        return origin_of(url) if url else None

    @property
    def links_secret(self) -> str:
        """Known to nobody but us and the platforms whose people get links to files."""
        secrets = (self.zalo_bot_token, self.zalo_oa_app_secret)
        return "\n".join(secret.get_secret_value() for secret in secrets if secret)


def origin_of(url: AnyHttpUrl) -> str:
    """Without a path, and without a port that goes without saying."""
    usual = {"http": 80, "https": 443}
    port = "" if url.port in (None, usual.get(url.scheme)) else f":{url.port}"
    return f"{url.scheme}://{url.host}{port}"


def _fits_a_header(secret: str) -> bool:
    return all(c.isascii() and (c.isalnum() or c in "_-") for c in secret)
