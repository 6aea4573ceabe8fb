"""What a person is to the rest of the house: values without a connection to the database."""

from dataclasses import dataclass

from content.roles import Role


@dataclass(frozen=True, slots=True)
class Address:
    """One chat on one channel."""

    id: int
    person_id: int
    channel: str
    external_id: str
    is_reachable: bool = True
    is_served: bool = True  # its channel is configured


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, for one unit or one area where the role needs it."""

    role: Role
    unit_code: str | None = None
    area_code: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone as of now, at the address they write from or are best reached at."""

    id: int
    language: str
    name: str | None
    has_consented: bool
    grants: tuple[Grant, ...]
    address: Address
    preferred_channel: str | None = None  # for what we send unasked
    may_cross: bool = False  # what is urgent may take another channel, once
    is_linked: bool = False  # they have another chat beside this one

    def has(self, role: Role, unit_code: str | None = None) -> bool:
        """Whether they hold the role, for this unit if one is named. Everyone is a citizen."""
        return role is Role.CITIZEN or any(
            grant.role is role and unit_code in (None, grant.unit_code) for grant in self.grants
        )

    @property
    def units(self) -> tuple[str, ...]:
        """The units they report for."""
        mine = (grant for grant in self.grants if grant.role is Role.FOCAL_POINT)
        return tuple(grant.unit_code for grant in mine if grant.unit_code is not None)

    @property
    def is_staff(self) -> bool:
        return any(grant.role is not Role.CITIZEN for grant in self.grants)
