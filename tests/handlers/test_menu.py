"""The menu and the help show what a person may do, and nothing else."""

import re

import pytest

from content.channels import ZALO_BOT
from content.roles import Role
from handlers.commands import commands
from tests.chat import Chat, Town
from tests.handlers.test_invites import invite_code

JOBS: dict[Role, list[str]] = {
    Role.CITIZEN: [],
    Role.FOCAL_POINT: ["Báo cáo cần nộp"],
    Role.COMMUNITY_TEAM: [],
    Role.STANDING_OFFICE: [
        "Đơn vị nào quá hạn?",
        "Mời người tham gia",
        "Đề nghị gia hạn",
        "Cần gọi điện",
    ],
    Role.LEADER: ["Đơn vị nào quá hạn?"],
    Role.ADMIN: ["Đơn vị nào quá hạn?", "Mời người tham gia", "Cần gọi điện"],
}
ALWAYS = ["Học kỹ năng số", "Trợ giúp", "Dữ liệu của tôi", "Ngôn ngữ / Language"]


async def somebody(town: Town, role: Role, language: str = "vi") -> Chat:
    match role:
        case Role.CITIZEN:
            return await town.citizen(language=language)
        case Role.FOCAL_POINT:
            return await town.focal_point("TTPVHCC", language=language)
        case Role.COMMUNITY_TEAM:
            return await town.community_team(language=language)
        case Role.STANDING_OFFICE:
            return await town.office(language=language)
        case Role.LEADER:
            return await town.leader(language=language)
        case Role.ADMIN:
            return await town.admin(language=language)


@pytest.mark.parametrize("role", Role)
async def test_the_menu_holds_the_doors_of_the_role(town: Town, role: Role) -> None:
    chat = await somebody(town, role)
    await chat.says("/menu")
    assert chat.options() == JOBS[role] + ALWAYS


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("language", ["vi", "en"])
async def test_every_command_listed_for_a_role_is_answered(
    town: Town, role: Role, language: str
) -> None:
    chat = await somebody(town, role, language)
    lost = {"vi": "chưa hiểu", "en": "did not understand"}[language]
    no = {"vi": "phần này dành cho", "en": "this is for"}[language]
    for name, _what in commands(role, language):
        await chat.says(f"/{name}")
        assert lost not in chat.text, name
        assert no not in chat.text, name


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("language", ["vi", "en"])
async def test_the_help_lists_exactly_the_commands_of_the_role(
    town: Town, role: Role, language: str
) -> None:
    chat = await somebody(town, role, language)
    await chat.says("/help")
    listed = re.findall(r"^(?:/|(?=[A-Z]+ –))(\w+) –", chat.text, re.MULTILINE)
    assert [name.lower() for name in listed] == [name for name, _ in commands(role, language)]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_commands_fit_the_platform(role: Role, language: str) -> None:
    for name, what in commands(role, language):
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 3 <= len(what) <= 60


@pytest.mark.parametrize("words", ["menu", "Thực đơn", "thuc don", "/MENU"])
async def test_the_menu_is_reached_in_words(town: Town, words: str) -> None:
    lan = await town.citizen()
    await lan.says(words)
    assert lan.options() == ALWAYS


@pytest.mark.parametrize("words", ["trợ giúp", "giup do", "hướng dẫn", "Help"])
async def test_the_help_is_reached_in_words(town: Town, words: str) -> None:
    lan = await town.citizen()
    await lan.says(words)
    lan.sees("Tôi giúp được những việc này")


async def test_someone_with_two_roles_sees_the_doors_of_both(town: Town) -> None:
    minh = await town.office()
    code = await invite_to(town, minh, "Đầu mối", "Trạm Y tế")
    await minh.says(f"/start {code}")
    await minh.says("/menu")
    assert minh.options()[:3] == [
        "Báo cáo cần nộp",
        "Đơn vị nào quá hạn?",
        "Mời người tham gia",
    ]


async def invite_to(town: Town, chat: Chat, *choices: str) -> str:
    """Have the office make an invite; gives its code."""
    await chat.says("/moi")
    for choice in choices:
        await chat.picks(choice)
    return invite_code(chat)


async def test_nothing_to_stop_is_said_so(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("/huy")
    lan.sees("không có việc gì")


@pytest.mark.only_on_telegram("messages can be changed")
async def test_navigating_edits_one_message(town: Town) -> None:
    minh = await town.office()
    await minh.says("/menu")
    for label in ("Trợ giúp", "Menu", "Dữ liệu", "Menu", "Mời người", "Menu"):
        await minh.picks(label)
    assert len(minh.messages) == 1


async def test_another_app_is_offered_in_every_menu_until_it_is_linked(both: Town) -> None:
    hoa = await both.focal_point("TYT", name="Hoa")
    for words in ("/menu", "MENU", "/huy", "/batdau"):
        await hoa.says(words)
        assert "Liên kết ứng dụng khác" in hoa.options(), words
    await hoa.says("/riengtu")
    await hoa.picks("Đổi tên")
    await hoa.says("Lê Thị Hoa")
    hoa.sees("với tên Lê Thị Hoa")
    assert "Liên kết ứng dụng khác" in hoa.options()
    await hoa.on(ZALO_BOT)
    await hoa.says("/huy")
    assert "Liên kết ứng dụng khác" not in hoa.options()
    assert "Nhắc tôi qua đâu" in hoa.options()
