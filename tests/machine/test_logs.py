"""Logs say what happened, and never a token or what a person wrote."""

import logging

import pytest
import structlog

from bot import logs

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_token_is_taken_out_of_any_line(capsys: pytest.CaptureFixture[str], form: str) -> None:
    logs.configure("INFO", "json" if form == "json" else "text")
    structlog.get_logger("bot.ours").info("Calling", action="call", url=f"/bot{TOKEN}/sendMessage")
    logging.getLogger("theirs").error("POST https://x/bot%s/getMe", TOKEN)
    written = capsys.readouterr().err
    assert "sendMessage" in written
    assert "getMe" in written
    assert TOKEN not in written


def test_a_traceback_tells_the_place_and_not_the_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("INFO", "text")
    try:
        int("mật khẩu của tôi là hoa hồng")
    except ValueError:
        structlog.get_logger("bot.ours").exception("Update failed", action="update_failed")
    written = capsys.readouterr().err
    assert "ValueError" in written
    assert "test_logs.py" in written
    assert "hoa hồng" not in written
