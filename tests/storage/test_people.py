"""Who is speaking, and what they may do."""

import asyncio

from sqlalchemy import func
from sqlmodel import col, select

from content.roles import Role
from storage import people, units
from storage.database import Database
from storage.models import AddressRow, AuditEntry, PersonRow, RoleGrant
from storage.people import Grant
from tests.storage.ward import NOW, UNIT, focal_point, someone, statements


async def test_a_newcomer_is_remembered(database: Database) -> None:
    async with database.write() as session:
        met = await someone(session, "700")
    async with database.write() as session:
        assert await someone(session, "700") == met
    assert met.address.external_id == "700"
    assert (met.language, met.name, met.has_consented, met.grants) == ("vi", None, False, ())


async def test_the_same_number_on_another_channel_is_somebody_else(database: Database) -> None:
    async with database.write() as session:
        here = await people.recognise(session, "telegram", "700", now=NOW)
        there = await people.recognise(session, "zalo_bot", "700", now=NOW)
    assert here.id != there.id


async def test_a_batch_of_known_people_takes_one_statement(database: Database) -> None:
    keys = [("telegram", str(number)) for number in range(40)]
    async with database.write() as session:
        met = await people.recognise_all(session, keys, NOW)
    async with database.write() as session:
        with statements(database) as said:
            assert await people.recognise_all(session, keys, NOW) == met
    assert len(said) == 1
    assert len({person.id for person in met.values()}) == 40


async def test_a_batch_with_newcomers_takes_four_statements(database: Database) -> None:
    async with database.write() as session:
        await someone(session, "1")
        keys = [("telegram", "1"), *[("zalo_bot", f"{n:024x}") for n in range(30)]]
        with statements(database) as said:
            met = await people.recognise_all(session, [*keys, *keys], NOW)
    assert set(met) == set(keys)
    assert len(said) == 4


async def test_two_crossed_keys_are_not_confused(database: Database) -> None:
    async with database.write() as session:
        await people.recognise(session, "telegram", "2", now=NOW)
        keys = [("telegram", "1"), ("zalo_bot", "2")]
        assert set(await people.recognise_all(session, keys, NOW)) == set(keys)


async def test_a_newcomer_met_by_many_at_once_is_one_person(database: Database) -> None:
    async def meet() -> int:
        async with database.write() as session:
            return (await someone(session, "700")).id

    assert len(set(await asyncio.gather(*(meet() for _ in range(12))))) == 1
    async with database.read() as session:
        assert (await session.exec(select(func.count()).select_from(PersonRow))).one() == 1


async def test_everyone_is_a_citizen_and_nothing_more(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
    assert person.has(Role.CITIZEN)
    assert not any(person.has(role) for role in Role if role is not Role.CITIZEN)
    assert not person.is_staff


async def test_a_focal_point_may_serve_several_units(database: Database) -> None:
    async with database.write() as session:
        await units.sync(session, ["A", "B", "C"])
        await focal_point(session, "A")
        person = await focal_point(session, "B")
    assert person.units == ("A", "B")
    assert person.has(Role.FOCAL_POINT, "B")
    assert not person.has(Role.FOCAL_POINT, "C")
    assert person.is_staff


async def test_a_role_given_twice_is_held_once(database: Database) -> None:
    async with database.write() as session:
        await units.sync(session, [UNIT])
        await focal_point(session)
        assert (await focal_point(session)).grants == (Grant(Role.FOCAL_POINT, UNIT),)


async def test_a_role_given_by_many_at_once_is_held_once(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)

    async def give() -> None:
        async with database.write() as session:
            await people.grant(session, person.id, Role.LEADER, now=NOW)

    await asyncio.gather(*(give() for _ in range(10)))
    async with database.read() as session:
        assert (await session.exec(select(func.count()).select_from(RoleGrant))).one() == 1


async def test_a_role_taken_away_is_gone_and_can_be_given_again(database: Database) -> None:
    async with database.write() as session:
        await units.sync(session, [UNIT, "OTHER"])
        await focal_point(session, "OTHER")
        person = await focal_point(session)
        await people.revoke(session, person.id, Role.FOCAL_POINT, unit_code=UNIT, now=NOW)
        assert (await someone(session)).units == ("OTHER",)
        assert (await focal_point(session)).units == ("OTHER", UNIT)


async def test_a_community_team_serves_an_area(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        await people.grant(session, person.id, Role.COMMUNITY_TEAM, area_code="KP3", now=NOW)
        assert (await someone(session)).grants == (Grant(Role.COMMUNITY_TEAM, area_code="KP3"),)


async def test_people_are_reached_where_they_can_be_reached(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        second = AddressRow(
            person_id=person.id, channel="zalo_bot", external_id="a1", created_at=NOW
        )
        session.add(second)
        await session.flush()
        reached = await people.addresses_of(session, [person.id])
        assert reached[person.id].channel == "zalo_bot"
        await people.mark_unreachable(session, second.id)
        reached = await people.addresses_of(session, [person.id])
        assert reached[person.id].channel == "telegram"


async def test_who_cannot_be_reached_has_no_address_but_is_still_known(
    database: Database,
) -> None:
    async with database.write() as session:
        person = await someone(session)
        await people.mark_unreachable(session, person.address.id)
        assert await people.addresses_of(session, [person.id]) == {}
        known = await people.by_id(session, person.id)
        assert known is not None
        assert not known.address.is_reachable
        await people.mark_reachable(session, person.address.id)
        assert await people.by_id(session, person.id) == person


async def test_a_group_is_nobodys_address(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        session.add(
            AddressRow(
                person_id=person.id,
                channel="telegram",
                external_id="-100",
                is_group=True,
                created_at=NOW,
            )
        )
        await session.flush()
        reached = await people.addresses_of(session, [person.id])
        assert reached[person.id] == person.address


async def test_a_chat_that_moved_keeps_its_person(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session, "5")
        await people.move_address(session, person.address.id, "-1005")
        assert (await someone(session, "-1005")).id == person.id


async def test_a_chat_that_moved_to_a_known_one_is_dead(database: Database) -> None:
    async with database.write() as session:
        person, other = await someone(session, "5"), await someone(session, "-1005")
        await people.move_address(session, person.address.id, "-1005")
        assert not (await someone(session, "5")).address.is_reachable
        assert await someone(session, "-1005") == other


async def test_focal_points_are_found_by_unit(database: Database) -> None:
    async with database.write() as session:
        await units.sync(session, ["A", "B", "C"])
        first = await focal_point(session, "A", chat="1")
        await focal_point(session, "A", chat="2")
        both = await focal_point(session, "B", chat="2")
        serving = await people.focal_points_of(session, ["A", "B", "C"])
    assert serving == {"A": [first, both], "B": [both], "C": []}


async def test_looking_for_many_focal_points_takes_one_statement(database: Database) -> None:
    codes = [f"U{number}" for number in range(60)]
    async with database.write() as session:
        await units.sync(session, codes)
        for number, code in enumerate(codes):
            await focal_point(session, code, chat=str(number))
        with statements(database) as said:
            serving = await people.focal_points_of(session, codes)
    assert all(len(found) == 1 for found in serving.values())
    assert len(said) == 1


async def test_those_who_hold_a_role_are_found(database: Database) -> None:
    async with database.write() as session:
        one, two = await someone(session, "1"), await someone(session, "2")
        for person in (one, two):
            await people.grant(session, person.id, Role.STANDING_OFFICE, now=NOW)
        await people.revoke(session, one.id, Role.STANDING_OFFICE, now=NOW)
        found = await people.holding(session, Role.STANDING_OFFICE)
        assert [person.id for person in found] == [two.id]
        assert await people.holding(session, Role.LEADER) == []


async def test_language_and_name_are_remembered(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        await people.set_language(session, person.id, "en")
        await people.set_name(session, person.id, "Trần Thị Hoa")
    async with database.write() as session:
        person = await someone(session)
    assert (person.language, person.name) == ("en", "Trần Thị Hoa")


async def test_consent_is_given_and_withdrawn_on_record(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        await people.record_consent(session, person.id, "2026-12", NOW)
        assert (await someone(session)).has_consented
        await people.withdraw_consent(session, person.id, NOW)
        assert not (await someone(session)).has_consented
    async with database.read() as session:
        entries = (await session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))).all()
    assert [entry.action for entry in entries] == ["consent_given", "consent_withdrawn"]
    assert entries[0].facts == {"version": "2026-12"}
    assert entries[0].at == NOW


async def test_nobody_is_found_for_a_number_never_given(database: Database) -> None:
    async with database.read() as session:
        assert await people.by_id(session, 12345) is None
        assert await people.by_ids(session, []) == {}
        assert await people.focal_points_of(session, []) == {}


async def test_what_is_sent_unasked_goes_where_it_is_preferred_else_to_the_newest_chat(
    database: Database,
) -> None:
    async with database.write() as session:
        met = await someone(session, "700")
        await people.add_address(session, met.id, "zalo_bot", "0a", now=NOW)
        await people.add_address(session, met.id, "zalo_oa", "9", now=NOW)
        assert (await people.addresses_of(session, [met.id]))[met.id].channel == "zalo_oa"
        await people.prefer(session, met.id, "zalo_bot")
        preferred = (await people.addresses_of(session, [met.id]))[met.id]
        assert preferred.channel == "zalo_bot"
        await people.mark_unreachable(session, preferred.id)
        assert await people.addresses_of(session, [met.id]) == {}  # no other app may step in
        await people.let_cross(session, met.id, may_cross=True)
        assert (await people.addresses_of(session, [met.id]))[met.id].channel == "zalo_oa"


async def test_looking_for_somebody_does_not_make_their_acquaintance(database: Database) -> None:
    async with database.write() as session:
        met = await someone(session, "700")
        assert await people.find(session, "telegram", "700") == met
        assert await people.find(session, "zalo_oa", "700") is None
        assert (await session.exec(select(func.count()).select_from(PersonRow))).one() == 1


async def test_chats_of_a_channel_that_is_not_configured_are_out_of_reach_until_it_is(
    database: Database,
) -> None:
    async with database.write() as session:
        hoa = await someone(session)
        await people.add_address(session, hoa.id, "zalo_oa", "77", now=NOW)
        await people.add_address(session, hoa.id, "zalo_bot", "78", now=NOW)
        (_old, _oa, bot) = await people.chats_of(session, hoa.id)
        await people.mark_unreachable(session, bot.id)
    served = [["telegram"], ["telegram", "zalo_oa", "zalo_bot"], ["zalo_oa", "zalo_bot"]]
    reached = []
    for channels in served:
        async with database.write() as session:
            await people.serve(session, channels)
            await people.serve(session, channels)
            reached.append([a.is_reachable for a in await people.chats_of(session, hoa.id)])
    assert reached == [[True, False, False], [True, True, False], [False, True, False]]
