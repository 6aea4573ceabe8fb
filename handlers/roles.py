"""Roles in words, and what each of them may do. Authority is asked of the person every time."""

from content.catalogue import Plan
from content.roles import Role
from content.words import gettext as _
from handlers.phrases import unit_name
from storage.people import Grant, Person

SEE_OVERDUE = frozenset({Role.STANDING_OFFICE, Role.LEADER, Role.ADMIN})
REMIND_UNITS = frozenset({Role.STANDING_OFFICE, Role.ADMIN})  # a leader reads, the office acts
REMINDED = frozenset({Role.FOCAL_POINT, Role.STANDING_OFFICE})  # to whom letters come unasked
INVITE = frozenset({Role.STANDING_OFFICE, Role.ADMIN})

_OFFICE_INVITES = (Role.FOCAL_POINT, Role.STANDING_OFFICE, Role.COMMUNITY_TEAM)
_ADMIN_INVITES = (*_OFFICE_INVITES, Role.LEADER, Role.ADMIN)


def may_see_overdue(person: Person) -> bool:
    return not SEE_OVERDUE.isdisjoint(roles_of(person))


def is_reminded(person: Person) -> bool:
    return not REMINDED.isdisjoint(roles_of(person))


def may_remind_units(person: Person) -> bool:
    return not REMIND_UNITS.isdisjoint(roles_of(person))


def invitable_roles(person: Person) -> tuple[Role, ...]:
    """Whom they may invite: nobody hands out more than the office's own reach, but an admin."""
    if person.has(Role.ADMIN):
        return _ADMIN_INVITES
    return _OFFICE_INVITES if person.has(Role.STANDING_OFFICE) else ()


def roles_of(person: Person) -> tuple[Role, ...]:
    """Each role once, a citizen where there is no other."""
    held = dict.fromkeys(grant.role for grant in person.grants)
    return tuple(held) or (Role.CITIZEN,)


def role_name(role: Role) -> str:
    match role:
        case Role.FOCAL_POINT:
            return _("reporting focal point")
        case Role.COMMUNITY_TEAM:
            return _("community digital team member")
        case Role.STANDING_OFFICE:
            return _("standing office member")
        case Role.LEADER:
            return _("ward leader")
        case Role.ADMIN:
            return _("administrator")
        case Role.CITIZEN:
            return _("citizen")


def grant_name(grant: Grant, plan: Plan) -> str:
    """The role and what it is for; plain text, to be quoted."""
    if grant.unit_code is None:
        return role_name(grant.role)
    return _("%(role)s of %(unit)s") % {
        "role": role_name(grant.role),
        "unit": unit_name(plan, grant.unit_code),
    }
