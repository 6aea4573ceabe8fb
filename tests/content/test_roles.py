"""Roles."""

from content.roles import Role, needs_unit


def test_only_a_focal_point_needs_a_unit() -> None:
    assert [role for role in Role if needs_unit(role)] == [Role.FOCAL_POINT]


def test_roles_are_written_as_on_the_command_line() -> None:
    assert " ".join(Role) == "citizen focal_point community_team standing_office leader admin"
