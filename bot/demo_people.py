"""The people of the demo: one of each role, with units of the ward's own plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.app import App
from bot.demo_learning import has_begun
from bot.demo_platforms import Platforms
from bot.sandbox.stage import Persona
from content.channels import TELEGRAM, ZALO_BOT, ZALO_OA
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
    begins_on: str = TELEGRAM
    is_shown_first: bool = False
    learns: bool = False  # has agreed, and has begun


CAST = (
    Part("hcc", "Nguyễn Thị Hoa", "Đầu mối HCC", Role.FOCAL_POINT, "TTPVHCC",
         is_shown_first=True),
    Part("ktht", "Phạm Văn Dũng", "Đầu mối KT-HT", Role.FOCAL_POINT, "KTHTDT",
         begins_on=ZALO_BOT, is_shown_first=True),
    Part("mttq", "Hồ Văn Nam", "Đầu mối MTTQ", Role.FOCAL_POINT, "MTTQ"),
    Part("tyt", "Lê Thị Thu", "Đầu mối Y tế", Role.FOCAL_POINT, "TYT", begins_on=ZALO_BOT),
    Part("office", "Trần Văn Minh", "Cơ quan thường trực", Role.STANDING_OFFICE,
         is_shown_first=True),
    Part("team", "Võ Thành An", "Tổ công nghệ số", Role.COMMUNITY_TEAM, begins_on=ZALO_BOT),
    Part("leader", "Lê Thị Mai", "Lãnh đạo", Role.LEADER),
    Part("citizen", "Bà Sáu", "Người dân", Role.CITIZEN, begins_on=ZALO_OA),
    Part("elder", "Ông Tư", "Đang học, đọc chậm", Role.CITIZEN, begins_on=ZALO_BOT, learns=True),
)  # fmt: skip


async def enrol(app: App, platforms: Platforms, cast: Sequence[Part]) -> list[Persona]:
    """Give everybody a phone with all apps. Staff hold the role they were invited to and have
    linked their apps; one citizen is a stranger on each, and may link them, and one learns
    already."""
    personas = []
    for number, part in enumerate(cast, start=1):
        is_known = part.role is not Role.CITIZEN or part.learns
        about = unit_name(app.plan, part.unit) if part.unit else part.label
        persona = Persona(
            part.key, part.name, part.label,
            platforms.messengers(number, part.name, has_started=is_known),
            part.begins_on, about, part.is_shown_first,
        )  # fmt: skip
        if is_known:
            person_id = await _enrol(app, persona, part)
            if part.learns:
                await has_begun(app, person_id)
                persona.on(part.begins_on).says("HOC")
            else:
                persona.on(part.begins_on).begins()
        personas.append(persona)
    return personas


async def _enrol(app: App, persona: Persona, part: Part) -> int:
    now = app.clock.now()
    ids = {m.traits.channel: m.external_id for m in persona.messengers}
    async with app.database.write() as session:
        first = ids.pop(part.begins_on)
        person = await people.recognise(session, part.begins_on, first, now=now)
        for channel, external_id in ids.items():
            await people.add_address(session, person.id, channel, external_id, now=now)
        await people.prefer(session, person.id, part.begins_on)
        await people.record_consent(session, person.id, CONSENT_VERSION, now)
        if part.role is not Role.CITIZEN:
            await people.set_name(session, person.id, part.name)
            await people.grant(session, person.id, part.role, unit_code=part.unit, now=now)
    return person.id
