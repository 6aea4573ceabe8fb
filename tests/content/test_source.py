"""YAML is read strictly: nothing turns into something else, and every value knows its line."""

from decimal import Decimal
from pathlib import Path

import pytest

from content.source import Source, read


def source(tmp_path: Path, text: str) -> Source:
    path = tmp_path / "some.yaml"
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("on", "on"), ("yes", "yes"), ("true", True), ("null", None), ("~", None),
        ("12", 12), ("-3", -3), ("1.50", Decimal("1.50")), ("08:00", "08:00"), ("11:30", "11:30"),
        ("2026-11-24", "2026-11-24"), ("1_000", "1_000"), ("0x10", "0x10"), ("010", "010"),
        ("1e3", "1e3"), (".5", ".5"), ("'12'", "12"), ("'true'", "true"),
        ("2.5_years", "2.5_years"), ("9" * 5000, "9" * 5000),
        ("[a, 1]", ("a", 1)), ("{}", {}), (".inf", ".inf"),
    ],
)  # fmt: skip
def test_scalars(tmp_path: Path, written: str, value: object) -> None:
    found = source(tmp_path, f"key: {written}").data["key"]
    assert (found, type(found)) == (value, type(value))


def test_every_value_knows_its_line(tmp_path: Path) -> None:
    found = source(tmp_path, "# first\nlist:\n\n  - a: 1\n    b: 2\n  - a: 3\n")
    assert found.line(("list", 0, "b")) == 5
    assert found.line(("list", 1, "missing")) == 6
    assert found.line(("elsewhere",)) == 2


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        ("a: 1\nb: [", 2, "yaml"),
        ("a: 1\na: 2", 2, "duplicate-key"),
        ("a: &x 1\nb: *x", 2, "alias"),
        ("a: &x\n  b: *x", 2, "alias"),
        ("a: \t- b", 1, "yaml"),
        ("a: 1\nb: " + "[" * 200_000, 2, "too-deep"),  # ended the process
        ("a: 1\nb: " + "[" * 500 + "]" * 500, 2, "too-deep"),
    ],
)
def test_errors_have_lines(tmp_path: Path, text: str, line: int, rule: str) -> None:
    (error,) = source(tmp_path, text).errors
    assert error.rule == rule
    assert abs(error.line - line) <= 1


def test_bytes_that_are_no_text_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "some.yaml"
    path.write_bytes(b"a: \xff\xfe")
    assert [error.rule for error in read(path).errors] == ["readable"]


def test_an_error_reads_as_file_line_rule_and_message(tmp_path: Path) -> None:
    (error,) = source(tmp_path, "a: 1\na: 2").errors
    assert (
        str(error)
        == f"{tmp_path / 'some.yaml'}:2: duplicate-key: Mục “a” ghi hai lần. Hãy bỏ một."
    )
