"""Roles: what a person may be here. One person may hold several."""

from enum import StrEnum


class Role(StrEnum):
    CITIZEN = "citizen"
    FOCAL_POINT = "focal_point"
    COMMUNITY_TEAM = "community_team"
    STANDING_OFFICE = "standing_office"
    LEADER = "leader"
    ADMIN = "admin"


def needs_unit(role: Role) -> bool:
    """A focal point speaks for a unit; nobody else needs one."""
    return role is Role.FOCAL_POINT
