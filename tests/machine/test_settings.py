"""Settings: the example file is complete, and what cannot work is refused with its name."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.config import ROOT, Settings


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
    ],
)
def test_what_cannot_work_is_refused_by_name(values: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        Settings(_env_file=None, **values)


def test_secrets_print_as_stars(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("TELEGRAM_TOKEN=123456789:abcdefghijklmnopqrstuvwxyz0123456789\n")
    assert "abcdefgh" not in repr(Settings(_env_file=file))
