"""Settings: the example file is complete, and what cannot work is refused with its name."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.config import ROOT, Settings

_TELEGRAM = {"telegram_token": "1234:abcdefghij"}
_BOT = {"zalo_bot_token": "1234:abcdefghij"}
_WEB = {"webhook_url": "https://ward.example"}
_OA = {
    "zalo_oa_app_id": "2000",
    "zalo_oa_app_secret": "secret",
    "zalo_oa_secret_key": "key",
    **_WEB,
}


def test_the_example_file_lists_exactly_the_settings_there_are() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    named = {line.partition("=")[0] for line in lines if line and not line.startswith("#")}
    assert named == {name.upper() for name in Settings.model_fields}


def test_the_example_file_starts_as_it_is() -> None:
    settings = Settings(_env_file=ROOT / ".env.example")
    assert settings.telegram_token is None


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"telegram_token": "changeme"}, "TELEGRAM_TOKEN"),
        ({"webhook_url": "https://ward.example"}, "WEBHOOK_SECRET"),
        ({"webhook_url": "https://w.example", "webhook_secret": "short"}, "WEBHOOK_SECRET"),
        ({"webhook_secret": "có dấu"}, "WEBHOOK_SECRET"),
        ({"timezone": "Asia/Saigon2"}, "TIMEZONE"),
        ({"zalo_bot_token": "changeme"}, "ZALO_BOT_TOKEN"),
        ({"zalo_bot_webhook_secret": "s" * 32}, "ZALO_BOT_TOKEN, WEBHOOK_URL"),
        ({**_BOT, "zalo_bot_webhook_secret": "s" * 32}, "WEBHOOK_URL"),
        *(
            ({**_BOT, **_WEB, "zalo_bot_webhook_secret": bad}, "ZALO_BOT_WEBHOOK_SECRET")
            for bad in ("x", "s" * 31, "s" * 257, "có dấu " * 8, "s s" * 20)
        ),
        ({**_OA, "zalo_oa_app_id": "my app"}, "ZALO_OA_APP_ID"),
        ({**_OA, "file_links_last_hours": 0}, "file_links_last_hours"),
        *(({k: v for k, v in _OA.items() if k != missing}, missing.upper()) for missing in _OA),
        ({"zalo_oa_app_secret": "secret"}, "ZALO_OA_APP_ID, ZALO_OA_SECRET_KEY, WEBHOOK_URL"),
        ({"zalo_oa_refresh_token": "token"}, "ZALO_OA_APP_ID"),
    ],
)
def test_what_cannot_work_is_refused_by_name(values: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        Settings(_env_file=None, **values)


@pytest.mark.parametrize("has_telegram", [True, False])
@pytest.mark.parametrize("has_bot", [True, False])
@pytest.mark.parametrize("has_account", [True, False])
def test_any_subset_of_channels_may_be_configured(
    *, has_telegram: bool, has_bot: bool, has_account: bool
) -> None:
    values: dict[str, Any] = {}
    values |= _TELEGRAM if has_telegram else {}
    values |= _BOT if has_bot else {}
    values |= {**_OA, "webhook_secret": "s" * 32} if has_account else {}
    Settings(_env_file=None, **values)


@pytest.mark.parametrize(
    ("values", "origin"),
    [
        ({}, None),
        ({"webhook_url": "https://w.example/a/b", "webhook_secret": "s" * 32},
         "https://w.example"),
        ({"public_url": "https://w.example:8443/"}, "https://w.example:8443"),
        ({"public_url": "https://p.example", "webhook_url": "https://w.example",
          "webhook_secret": "s" * 32}, "https://p.example"),
    ],
)  # fmt: skip
def test_where_our_server_is_seen(values: dict[str, Any], origin: str | None) -> None:
    assert Settings(_env_file=None, **values).public_origin == origin


def test_secrets_print_as_stars(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("TELEGRAM_TOKEN=123456789:abcdefghijklmnopqrstuvwxyz0123456789\n")
    assert "abcdefgh" not in repr(Settings(_env_file=file))
