"""The command line says what is wrong and what to do about it, and refuses to half-work."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.config import ROOT
from tests.broken_lessons import MISTAKES, OTP, Mistake
from tests.lessons import small_content

_CLEAN = ("TELEGRAM_TOKEN", "WEBHOOK_URL", "WEBHOOK_SECRET", "CONTENT_DIR", "TIMEZONE")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_database_url: str) -> "Terminal":
    monkeypatch.chdir(tmp_path)
    for name in _CLEAN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", sqlite_database_url)
    return Terminal(monkeypatch)


class Terminal:
    """Types commands with settings of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, *words: str, typed: str = "", **settings: str) -> Result:
        for name, value in settings.items():
            self._monkeypatch.setenv(name, value)
        return CliRunner().invoke(app, list(words), input=typed)


def test_run_without_a_token_says_where_to_get_one(runs: Terminal) -> None:
    result = runs("run")
    assert result.exit_code == 2
    for way in ("@BotFather", "Zalo Bot Creator", "ZALO_OA_APP_ID"):
        assert way in result.stderr
    assert "bot demo" in result.stderr


def test_an_account_half_configured_is_refused_by_name(runs: Terminal) -> None:
    result = runs("run", ZALO_OA_APP_ID="2000")
    assert result.exit_code == 2
    for name in ("ZALO_OA_APP_SECRET", "ZALO_OA_SECRET_KEY", "WEBHOOK_URL"):
        assert name in result.stderr


def test_consent_without_an_account_is_refused(runs: Terminal) -> None:
    result = runs("zalo-consent")
    assert result.exit_code == 2
    assert "ZALO_OA_APP_ID" in result.stderr


def test_consent_shows_the_link_and_says_what_is_wrong_with_what_was_pasted(
    runs: Terminal,
) -> None:
    result = runs(
        "zalo-consent", typed="https://ward.example/zalo-oa/consent\n",
        ZALO_OA_APP_ID="2000", ZALO_OA_APP_SECRET="s", ZALO_OA_SECRET_KEY="k",
        WEBHOOK_URL="https://ward.example",
    )  # fmt: skip
    assert result.exit_code == 1
    for part in (
        "https://oauth.zaloapp.com/v4/oa/permission?app_id=2000",
        "redirect_uri=https%3A%2F%2Fward.example%2Fzalo-oa%2Fconsent",
        "code_challenge=",
        "state=",
        "Quản trị viên",
        "An administrator",
    ):
        assert part in result.stdout
    assert "không có mã" in result.stderr


def test_a_setting_that_cannot_work_is_named(runs: Terminal) -> None:
    result = runs("run", TIMEZONE="Mars/Olympus")
    assert result.exit_code == 2
    assert "TIMEZONE" in result.stderr


def test_the_wards_plan_has_no_problems(runs: Terminal) -> None:
    result = runs("check")
    assert result.exit_code == 0
    assert "0 problems: 30 indicators, 23 units" in result.stdout
    assert "12 courses, 60 lessons" in result.stdout
    assert "verified_on" in result.stdout


def test_all_that_is_wrong_with_the_plan_and_the_lessons_comes_together(
    runs: Terminal, tmp_path: Path
) -> None:
    content = small_content(tmp_path)
    file = content / "plan" / "leads.yaml"
    file.write_text(file.read_text().replace("lead_unit: KTHTDT", "lead_unit: KTHT", 1))
    place = next(one for one in MISTAKES if one.rule == "strange-host").make(content / "lessons")
    result = runs("check", CONTENT_DIR=str(content))
    assert result.exit_code == 1
    assert "unknown-unit: Không có đơn vị KTHT" in result.stderr
    assert f"{place}: strange-host: Địa chỉ" in result.stderr
    refused = runs("tick", "--at", "2026-12-10", TELEGRAM_TOKEN="1234:abcdefghijklmnopqrstuv")
    assert refused.exit_code == 2
    assert "unknown-unit" in refused.stderr
    assert "strange-host" in refused.stderr


def test_a_review_that_is_overdue_fails_the_check(runs: Terminal, tmp_path: Path) -> None:
    content = small_content(tmp_path)
    Mistake("", OTP, "review_by: 2027-05-23", "review_by: 2026-01-01").make(content / "lessons")
    checked = runs("check", CONTENT_DIR=str(content))
    assert checked.exit_code == 1
    assert "review-overdue: Bài quá hạn xem lại từ 2026-01-01." in checked.stderr


def test_a_broken_plan_is_refused_with_file_and_line(runs: Terminal, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content" / "plan", tmp_path / "broken" / "plan")
    file = tmp_path / "broken" / "plan" / "indicators.yaml"
    file.write_text(file.read_text().replace("comparator: '>'", "comparator: '=>'", 1))
    result = runs("check", CONTENT_DIR=str(tmp_path / "broken"))
    assert result.exit_code == 1
    assert "indicators.yaml:" in result.stderr
    refused = runs("tick", "--at", "2026-12-10", TELEGRAM_TOKEN="1234:abcdefghijklmnopqrstuv")
    assert refused.exit_code == 2
    assert "indicators.yaml:" in refused.stderr


def test_an_unknown_unit_is_refused_with_the_units_there_are(runs: Terminal) -> None:
    result = runs("invite", "focal_point", "--unit", "NOSUCH", TELEGRAM_TOKEN="1234:abcdefghij")
    assert result.exit_code == 2
    assert "NOSUCH" in result.stderr
    assert "TTPVHCC" in result.stderr


def test_a_focal_point_needs_a_unit(runs: Terminal) -> None:
    result = runs("invite", "focal_point", TELEGRAM_TOKEN="1234:abcdefghij")
    assert result.exit_code == 2
    assert "--unit" in result.stderr


def test_a_moment_that_is_none_is_explained(runs: Terminal) -> None:
    result = runs("tick", "--at", "10/12/2026", TELEGRAM_TOKEN="1234:abcdefghij")
    assert result.exit_code == 2
    assert "2026-12-10" in result.stderr


def test_nobody_overdue_is_an_empty_list(runs: Terminal) -> None:
    result = runs("overdue", "--at", "2026-12-18", "--format", "json")
    assert (result.exit_code, result.stdout.strip()) == (0, "[]")
