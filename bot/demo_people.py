"""The people of the demo: one of each role, with units of the ward's own plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.app import App
from bot.sandbox.stage import Persona
from bot.sandbox.telegram import TelegramServer
from content.channels import TELEGRAM
from content.roles import Role
from handlers.phrases import unit_name
from handlers.welcome import CONSENT_VERSION
from storage import people


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody to play. The names are made up."""

    key: str
    name: str
    label: str
    role: Role
    unit: str | None = None
    is_shown_first: bool = False


CAST = (
    Part("hcc", "Nguyễn Thị Hoa", "Đầu mối HCC", Role.FOCAL_POINT, "TTPVHCC",
         is_shown_first=True),
    Part("ktht", "Phạm Văn Dũng", "Đầu mối KT-HT", Role.FOCAL_POINT, "KTHTDT"),
    Part("mttq", "Hồ Văn Nam", "Đầu mối MTTQ", Role.FOCAL_POINT, "MTTQ"),
    Part("tyt", "Lê Thị Thu", "Đầu mối Y tế", Role.FOCAL_POINT, "TYT"),
    Part("office", "Trần Văn Minh", "Cơ quan thường trực", Role.STANDING_OFFICE,
         is_shown_first=True),
    Part("team", "Võ Thành An", "Tổ công nghệ số", Role.COMMUNITY_TEAM),
    Part("leader", "Lê Thị Mai", "Lãnh đạo", Role.LEADER),
    Part("citizen", "Bà Sáu", "Người dân", Role.CITIZEN),
)  # fmt: skip


async def enrol(app: App, server: TelegramServer, cast: Sequence[Part]) -> list[Persona]:
    """Give everybody a phone and, but for the citizen, the role they were invited to."""
    personas = []
    for number, part in enumerate(cast, start=1):
        is_staff = part.role is not Role.CITIZEN
        phone = server.person(number, part.name, has_started=is_staff)
        if is_staff:
            await _give_role(app, str(phone.id), part)
            phone.says("/start")
        about = unit_name(app.plan, part.unit) if part.unit else part.label
        personas.append(
            Persona(part.key, part.name, part.label, phone, about, part.is_shown_first)
        )
    return personas


async def _give_role(app: App, external_id: str, part: Part) -> None:
    now = app.clock.now()
    async with app.database.write() as session:
        person = await people.recognise(session, TELEGRAM, external_id, now=now)
        await people.record_consent(session, person.id, CONSENT_VERSION, now)
        await people.set_name(session, person.id, part.name)
        await people.grant(session, person.id, part.role, unit_code=part.unit, now=now)
