"""Plays the main job in the demo and photographs it: `python -m scripts.screenshots`.

The clock stands where the story wants it, so the pictures say the same on every day. The system
needs a font with emoji (Debian: fonts-noto-color-emoji).
"""

import asyncio
from datetime import date, datetime

from content.lesson_loading import load_library
from content.library import Library
from content.local_zone import LOCAL_ZONE
from scripts.play import IMAGES, Play, demo
from tests.browser import chromium

BEGINNING = datetime(2027, 1, 4, 9, 0, tzinfo=LOCAL_ZONE)
QUARTER_ENDS = datetime(2027, 3, 1, 9, 0, tzinfo=LOCAL_ZONE)
SAU = "citizen.telegram"
ELDER = "elder"
FIGURES = "1.180/1.365; 640/1.365; 1.102/1.380; 1.090/1.250"


async def focal_point(play: Play) -> None:
    """A unit's focal point is reminded, answers in words, reports and gets a receipt."""
    await play.jumps_to(date(2027, 1, 18))
    await play.opens("hcc")
    await play.replies("hcc", FIGURES)
    await play.photographs_phone("several", "hcc", height=720)
    await play.taps("hcc", "Đúng", "Bỏ qua", "Bỏ qua", "Bỏ qua", "Gửi báo cáo")
    await play.jumps_to(date(2027, 2, 16))
    await play.photographs_phone("reminder", "hcc", height=640)
    await play.replies("hcc", "1.234/1.380")
    await play.photographs_phone("read-back", "hcc", height=640)
    await play.taps("hcc", "Đúng")
    await play.photographs_phone("indicator", "hcc", height=720)
    await play.says("hcc", "702")
    await play.says("hcc", "1.380")
    await play.taps("hcc", "Đúng")
    await play.says("hcc", "1.150/1.372")
    await play.taps("hcc", "Đúng", "Chưa có số liệu")
    await play.says("hcc", "Đã hỗ trợ 320 lượt người dân nộp hồ sơ trực tuyến.")
    await play.taps("hcc", "Không có", "Bỏ qua")
    await play.photographs_phone("summary", "hcc", height=820)
    await play.taps("hcc", "Gửi báo cáo")
    await play.photographs_phone("receipt", "hcc", height=760)


async def office(play: Play) -> None:
    """The office invites, grants more time, sees who is overdue and reminds; a leader reads."""
    await play.opens("office", SAU)
    await play.begins(SAU)
    await play.photographs_phone("welcome", SAU, height=640)
    await play.opens("office", SAU)
    await play.says("office", "/moi")
    await play.taps("office", "Đầu mối", "Mặt trận")
    await play.photographs_phone("invite", "office", height=700)
    await play.opens("office", SAU)
    await play.says(SAU, f"/start {await play.newest_code('office')}")
    await play.taps(SAU, "Tôi đồng ý")
    await play.says(SAU, "Nguyễn Thị Sáu")
    await play.jumps_to(date(2027, 1, 15))
    await play.opens("office", "hcc")
    await play.replies("hcc", "xin gia hạn đến 20/1 vì chờ số liệu của tỉnh")
    await play.photographs_phone("extension", "hcc", height=560)
    await play.taps("hcc", "Gửi")
    await play.photographs_phone("extension-request", "office", height=560)
    await play.opens("office", SAU)
    await play.taps("office", "Đồng ý")
    await play.jumps_to(date(2027, 1, 19))
    await play.photographs_phone("office-digest", "office", height=560)
    await play.opens("office", SAU, "leader")
    await play.says("office", "đơn vị nào trễ hạn báo cáo tháng này?")
    await play.photographs_phone("overdue", "office", height=760)
    await play.opens("office", SAU, "leader")
    await play.says("office", "mặt trận nộp chưa?")
    await play.taps("office", "Nhắc ngay")
    await play.photographs_phone("nudge", SAU, height=640)
    await play.opens("office", SAU)
    await play.says("office", "mặt trận")
    await play.photographs_phone("unit", "office", height=700)
    await play.opens("leader")
    await play.says("leader", "ai chưa nộp báo cáo?")
    await play.photographs_phone("leader", "leader", height=760)
    await play.opens("office", SAU)
    await play.lists_reminded()
    await play.photographs_desk("desk-reminded", "office", SAU, height=640)
    await play.hides_reminded()
    await play.opens("hcc")
    await play.opens("hcc", "office")
    await play.says("hcc", FIGURES)
    await play.taps("hcc", "Đúng", "Bỏ qua", "Bỏ qua", "Bỏ qua", "Gửi báo cáo")
    await play.says("office", "ai nộp rồi?")
    await play.photographs_phone("handed-in", "office", height=480)
    await play.opens("hcc", "office")
    await play.says("office", "/quahan")
    await play.photographs_desk("desk", "hcc", "office", height=860)


async def zalo(play: Play) -> None:
    """One focal point reports by tapping on Telegram, one by typing on Zalo."""
    await play.jumps_to(date(2027, 3, 16))
    await play.opens("hcc", "ktht")
    await play.taps("hcc", "Báo cáo ngay")
    await play.says("hcc", "1.180/1.365")
    await play.says("ktht", "báo cáo ngay")
    await play.says("ktht", "8/11")
    await play.photographs_desk("desk-zalo", "hcc", "ktht", height=800)
    await play.says("ktht", "đúng")
    await play.photographs_phone("zalo-report", "ktht", height=760)


async def learning(play: Play) -> None:
    """A neighbour learns: a course, a lesson, its quiz, the game; another reads step by step."""
    await play.opens(SAU)
    await play.begins(SAU)
    await play.taps(SAU, "Tôi đồng ý", "Học kỹ năng số", "Các khóa học", "Nhận ra lừa đảo")
    await play.photographs_phone("course", SAU, height=760)
    await play.taps(SAU, "Bài 6.3")
    await play.photographs_phone("lesson", SAU, height=760)
    await play.taps(SAU, "Làm bài kiểm tra")
    await play.taps(SAU, "Đọc mã giúp cho nhanh")
    await play.photographs_phone("quiz", SAU, height=480)
    await finishes_course(play, SAU, load_library(), "6")
    await play.taps(SAU, "Nhận giấy chứng nhận")
    await play.says(SAU, "Nguyễn Thị Sáu")
    await play.taps(SAU, "In giấy")
    await play.photographs_phone("certificate", SAU, height=640)
    await play.says(SAU, "thật hay giả")
    await play.photographs_phone("game", SAU, height=480)
    await play.opens(ELDER)
    await play.says(ELDER, "bài hôm nay")
    await play.says(ELDER, "tiếp")
    await play.photographs_phone("elder", ELDER, height=640)


async def finishes_course(play: Play, who: str, library: Library, course: str) -> None:
    """Every lesson of it, all answered right."""
    for lesson_id in library.of_course(course):
        await play.says(who, f"bài {lesson_id}")
        await play.taps(who, "Làm bài kiểm tra")
        items = library.lessons[lesson_id].items
        for number, item in enumerate(items, start=1):
            await play.taps(who, item.alternatives[item.right].label)
            if number < len(items):
                await play.taps(who, "Câu tiếp")


async def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with chromium() as browser:
        for story, beginning in (
            (focal_point, BEGINNING),
            (office, BEGINNING),
            (zalo, QUARTER_ENDS),
            (learning, BEGINNING),
        ):
            async with demo(browser, beginning) as play:
                await story(play)


if __name__ == "__main__":
    asyncio.run(main())
