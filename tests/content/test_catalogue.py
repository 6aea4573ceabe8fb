"""A mistake in a content file is found with its file, line and rule, and all at once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from content.catalogue import PLAN, ContentErrors, load

Break = Callable[[str, str, str], list[str]]


@pytest.fixture
def broken(tmp_path: Path) -> Break:
    """Replace something in one file; what is found wrong, as "file:line rule"."""
    directory = tmp_path / "plan"
    shutil.copytree(PLAN, directory)

    def replace(file: str, old: str, new: str) -> list[str]:
        path = directory / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return found(directory)

    return replace


def found(directory: Path) -> list[str]:
    with pytest.raises(ContentErrors) as caught:
        load(directory)
    return [f"{error.path.name}:{error.line} {error.rule}" for error in caught.value.errors]


def line_of(file: str, text: str) -> int:
    lines = (PLAN / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("indicators.yaml", "comparator: '>='", "comparator: '=>'", "literal_error"),
        ("indicators.yaml", "comparator: '>='", "comparater: '>='", "extra_forbidden"),
        ("indicators.yaml", "      value: 100", "      value: một trăm", "is_instance_of"),
        ("indicators.yaml", "      value: 100", "      value: '100'", "is_instance_of"),
        ("indicators.yaml", "      cumulative: false", "      cumulative: no", "bool_type"),
        ("regime.yaml", "  value: 14", "  value: 31", "less_than_equal"),
        ("regime.yaml", "  value: true", "  value: yes", "bool_type"),
        ("regime.yaml", "  status: suggested", "  status: guessed", "literal_error"),
        ("calendar.yaml", "day: 2026-11-24", "day: 2026-11-31", "value_error"),
        ("units.yaml", "cadences: [monthly,", "cadences: [weekly,", "enum"),
    ],
)
def test_a_wrong_value_is_found_at_its_line(
    broken: Break, file: str, old: str, new: str, rule: str
) -> None:
    errors = broken(file, old, new)
    assert f"{file}:{line_of(file, old.strip())} {rule}" in errors


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("indicators.yaml", "code: HT01", "code: HTQ1", "duplicate-code"),
        ("tasks.yaml", "code: NV1.2", "code: NV1.1", "duplicate-code"),
        ("indicators.yaml", "A21: không nêu", "A99: không nêu", "unknown-ambiguity"),
        ("leads.yaml", "lead_unit: KTHTDT", "lead_unit: KTHT", "unknown-unit"),
        ("leads.yaml", "lead_unit: KTHTDT", "lead_unit: CAP", "lead-does-not-report"),
        ("leads.yaml", "cadence: 6_months", "cadence: 6_month", "unknown-cadence"),
        ("leads.yaml", "indicator: HT01", "indicator: HT99", "unknown-indicator"),
        ("leads.yaml", "indicator: HT01", "indicator: HT99", "lead-missing"),
        ("leads.yaml", "NV1.1: VHXH", "NV1.1: VH", "unknown-unit"),
        ("leads.yaml", "NV1.1: VHXH", "NV9.9: VHXH", "unknown-task"),
        ("units.yaml", "unit: BCD", "unit: BCDX", "settings-missing"),
        ("units.yaml", "cadences: [1_year]", "cadences: [3_months]", "cadences"),
        ("reporting_regime.yaml", "      - CUDTT", "      - CUD", "unknown-unit"),
        ("reporting_regime.yaml", "      - monthly", "      - daily", "unknown-cadence"),
        ("regime.yaml", "  value: 17", "  value: 14", "order"),
        ("regime.yaml", "  value: 22", "  value: 17", "order"),
    ],
)
def test_what_does_not_fit_together_is_found(
    broken: Break, file: str, old: str, new: str, rule: str
) -> None:
    assert rule in [error.split()[1] for error in broken(file, old, new)]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("      comparator_text: đạt", "      comparator_text: trên", "comparator"),
        ("comparator: '>='", "comparator: null", "comparator"),
        ("      value: 100", "      value: null", "target"),
        ("      input: ratio", "      input: narrative", "measure"),
        ("      numerator: Số khu phố", "      numerator: null  # Số khu phố", "measure"),
    ],
)  # fmt: skip
def test_an_indicator_that_contradicts_itself_is_found(
    broken: Break, old: str, new: str, rule: str
) -> None:
    assert rule in [error.split()[1] for error in broken("indicators.yaml", old, new)]


def test_a_key_given_twice_is_found(broken: Break) -> None:
    errors = broken("regime.yaml", "unit_shift:", "upward_shift:")
    assert any(error.endswith("duplicate-key") for error in errors)


def test_what_is_not_yaml_is_found_with_its_line(broken: Break) -> None:
    assert broken("tasks.yaml", "tasks:", "tasks: [") != []


def test_an_alias_is_refused(broken: Break) -> None:
    errors = broken("regime.yaml", "  value: 17", "  value: &day 17\n  again: *day")
    assert f"regime.yaml:{line_of('regime.yaml', 'value: 17') + 1} alias" in errors


def test_errors_of_several_files_come_together(broken: Break) -> None:
    broken("regime.yaml", "  value: 14", "  value: 99")
    errors = broken("calendar.yaml", "is_working: false", "is_working: maybe")
    assert {error.split(":")[0] for error in errors} == {"regime.yaml", "calendar.yaml"}


def test_a_missing_file_is_an_error_and_not_an_empty_plan(tmp_path: Path) -> None:
    errors = found(tmp_path)
    assert "leads.yaml:1 readable" in errors


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words", "1: [2, 3]"])
def test_a_file_of_something_else_is_an_error(tmp_path: Path, text: str) -> None:
    shutil.copytree(PLAN, tmp_path, dirs_exist_ok=True)
    (tmp_path / "tasks.yaml").write_text(text, encoding="utf-8")
    assert all(error.startswith("tasks.yaml:1 ") for error in found(tmp_path))
