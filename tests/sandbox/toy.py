"""A toy assistant on the demo's stage: the page can be tried without the real one behind it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import StoppedClock
from bot.sandbox.arguments import Arguments
from bot.sandbox.messengers import TelegramMessenger, ZaloBotMessenger
from bot.sandbox.phones import Phone
from bot.sandbox.signals import Signal
from bot.sandbox.stage import Moment, Persona, Reminded
from bot.sandbox.telegram import TelegramServer
from bot.sandbox.web import DemoPage
from bot.sandbox.zalo_bot.manners import Manners
from bot.sandbox.zalo_bot.phones import Phone as ZaloPhone
from bot.sandbox.zalo_bot.server import ZaloBotServer
from content.channels import TELEGRAM, ZALO_BOT

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BEGINNING = datetime(2026, 12, 1, 9, 0, tzinfo=ZONE)
REMINDER = datetime(2026, 12, 10, 8, 0, tzinfo=ZONE)
HOA, OFFICE = 1, 4  # where they stand among the people
FIRST_ID = 1001
OURS = "http://127.0.0.1:9"  # nobody is there
PEOPLE = [
    ("dan", "Bà Lan", "Người dân", ""),
    ("ttpvhcc", "Nguyễn Thị Hoa", "Đầu mối TTPVHCC", "Trung tâm Phục vụ hành chính công"),
    ("kthtdt", "Lê Văn Bình", "Đầu mối KTHTĐT", "Phòng Kinh tế, Hạ tầng và Đô thị"),
    ("vhxh", "Trần Thị Mai", "Đầu mối VHXH", "Phòng Văn hóa – Xã hội"),
    ("thuongtruc", "Trần Văn Minh", "Cơ quan thường trực", ""),
    ("cnscd", "Phạm An", "Tổ công nghệ số", "Tổ công nghệ số cộng đồng khu phố 3"),
    ("lanhdao", "Võ Thanh Tùng", "Lãnh đạo phường", ""),
]
MENU = [
    [{"text": "📝 Báo cáo ngay", "callback_data": "report"}],
    [
        {"text": "⏳ Xin gia hạn", "callback_data": "extend"},
        {"text": "👷 Đang làm", "callback_data": "working"},
    ],
]
ZALO_MENU = "Mời anh/chị chọn:\n\n1. Báo cáo ngay\n2. Xin gia hạn"
REMINDER_TEXT = (
    "🔔 <b>Nhắc báo cáo</b>\n\n"
    "Trung tâm Phục vụ hành chính công còn <b>1</b> báo cáo chưa nộp:\n\n"
    "• Báo cáo <b>tháng 12/2026</b> – hạn <b>thứ Năm, 17/12/2026</b> (còn 5 ngày làm việc)\n\n"
    "Anh/chị có thể trả lời ngay tin này bằng số liệu, ví dụ: <code>1.234/1.380; 45%</code>"
)


@dataclass
class ToyStage:
    """Greets, repeats, and reminds one focal point on 10 December at eight."""

    server: TelegramServer
    zalo: ZaloBotServer
    clock: StoppedClock
    personas: Sequence[Persona]
    was_reminded: bool = False
    moves: list[tuple[str, str]] = field(default_factory=list)

    def phone(self, place: int) -> Phone:
        """Somebody's Telegram."""
        return next(p for p in self.server.phones.values() if p.id == FIRST_ID + place)

    def zalo_phone(self, place: int) -> ZaloPhone:
        return self.zalo.phones[str(FIRST_ID + place)]

    async def takes_up(self, persona: Persona, channel: str) -> None:
        self.moves.append((persona.key, channel))

    def now(self) -> datetime:
        return self.clock.now()

    async def move_to(self, moment: datetime) -> None:
        self.clock.move_to(moment)
        if moment >= REMINDER and not self.was_reminded:
            self.was_reminded = True
            await self.say(self.phone(HOA).id, REMINDER_TEXT, MENU)

    async def next_moment(self) -> Moment | None:
        return None if self.was_reminded else Moment(REMINDER, "nhắc trước hạn 7 ngày")

    async def reminded(self) -> Sequence[Reminded]:
        if not self.was_reminded:
            return []
        unit = "TT Phục vụ hành chính công"
        what = f"{unit} · báo cáo tháng 12/2026"
        return [Reminded(REMINDER, "Nguyễn Thị Hoa", what, "Trước hạn 7 ngày")]

    async def say(self, chat_id: int, text: str, rows: list[Any] | None = None) -> Any:
        values: dict[str, Any] = {"chat_id": chat_id, "text": text, "parse_mode": "HTML"}
        if rows:
            values["reply_markup"] = {"inline_keyboard": rows}
        return await self.server.ask("sendmessage", Arguments(values))

    async def run(self) -> None:
        """Answer whatever comes."""
        offset = 0
        while True:
            asked = Arguments({"offset": offset, "timeout": 50})
            updates: Any = await self.server.ask("getupdates", asked)
            for update in updates:
                offset = update["update_id"] + 1
                await self._hear(update)

    async def run_on_zalo(self) -> None:
        """Answer in plain text."""
        while True:
            event = await self.zalo.receiving.polls.poll(3600)
            said = event["message"]
            chat = self.zalo.world.chats[said["chat"]["id"]]
            text = ZALO_MENU if said["text"] == "Bắt đầu" else f"Tôi đã nghe: {said['text'][:200]}"
            self.zalo.world.add(chat, {"text": text}, is_from_bot=True)

    async def _hear(self, update: Any) -> None:
        if query := update.get("callback_query"):
            await self._tapped(query)
        elif message := update.get("message"):
            await self._said(message["chat"]["id"], message["text"])

    async def _said(self, chat_id: int, text: str) -> None:
        if text == "/start":
            words = (
                "Kính chào anh/chị! Tôi là <b>Trợ Lý Số</b> của phường, là <i>phần mềm</i> chứ "
                "không phải người.\nMời anh/chị chọn:"
            )
            await self.say(chat_id, words, MENU)
        elif text == "/thu":
            words = (
                '<b>đậm <i>nghiêng</i></b> 😀 <a href="https://phuocbinh.gov.vn">trang phường</a>'
            )
            await self.say(chat_id, f"{words} https://t.me/tro_ly_so_bot?start=ma-moi")
        elif text == "/dai":
            lines = "\n\n".join(f"{place}. Đơn vị số {place} – quá hạn" for place in range(1, 30))
            await self.say(chat_id, f"<b>29 đơn vị quá hạn</b>\n\n{lines}\n\nHết danh sách", MENU)
        else:
            await self.say(chat_id, f"Tôi đã nghe: {text[:200]}")

    async def _tapped(self, query: Any) -> None:
        data = query["data"]
        notes = {"working": "Đã ghi nhận: đang làm", "extend": "Việc này cần lý do.\nXin nhắn rõ."}
        answer = {"callback_query_id": query["id"], "text": notes.get(data, "")}
        await self.server.ask(
            "answercallbackquery", Arguments(answer | {"show_alert": data == "extend"})
        )
        if data == "report":
            edit = {
                "chat_id": query["message"]["chat"]["id"],
                "message_id": query["message"]["message_id"],
                "text": "Bước 1/3 · Có bao nhiêu hồ sơ trực tuyến?",
            }
            await self.server.ask("editmessagetext", Arguments(edit))


@dataclass(frozen=True)
class Demo:
    """The page running over the toy."""

    url: str
    page: DemoPage
    stage: ToyStage


@asynccontextmanager
async def toy_demo(port: int = 0) -> AsyncIterator[Demo]:
    clock = StoppedClock(BEGINNING)
    server = TelegramServer(clock.now)
    zalo = ZaloBotServer(clock.now, manners=Manners(keeps_events=True))
    changed = Signal()
    for world in (server.world, zalo.world):
        world.changed.pass_to(changed)
    personas = [_persona(server, zalo, at) for at in range(len(PEOPLE))]
    await _introduce(server)
    stage = ToyStage(server, zalo, clock, personas)
    page = DemoPage(stage, changed)
    async with asyncio.TaskGroup() as tasks:
        answering = [tasks.create_task(work) for work in (stage.run(), stage.run_on_zalo())]
        yield Demo(await page.start(port=port), page, stage)
        for task in answering:
            task.cancel()
    await page.stop()


def _persona(server: TelegramServer, zalo: ZaloBotServer, at: int) -> Persona:
    key, name, role, about = PEOPLE[at]
    number = FIRST_ID + at
    messengers = (
        TelegramMessenger(server, server.person(number, name, has_started=at == HOA)),
        ZaloBotMessenger(zalo.person(str(number), name), OURS),
    )
    begins_on = ZALO_BOT if at == OFFICE else TELEGRAM
    shown_first = at in (HOA, OFFICE)
    return Persona(key, name, role, messengers, begins_on, about, is_shown_first=shown_first)


async def _introduce(server: TelegramServer) -> None:
    commands = [
        {"command": "menu", "description": "Danh mục việc"},
        {"command": "huy", "description": "Dừng việc đang làm"},
    ]
    about = "Nhắc hạn báo cáo, nhận số liệu, dạy kỹ năng số.\nXin bấm “Bắt đầu”."
    await server.ask("setmycommands", Arguments({"commands": commands, "language_code": "vi"}))
    await server.ask("setmydescription", Arguments({"description": about, "language_code": "vi"}))
