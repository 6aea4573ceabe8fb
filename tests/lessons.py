"""A small library that has nothing wrong, for tests to use and to break."""

import shutil
from functools import cache
from pathlib import Path

from bot.shelf import Shelf
from content.catalogue import PLAN
from content.lesson_loading import LESSONS

_SETTINGS = """\
province: {value: thành phố Đồng Nai, status: suggested, basis: mẫu}
neighbourhoods:
  status: suggested
  basis: mẫu
  value:
    - {code: kp1, name: Khu phố 1}
    - {code: kp2, name: Khu phố 2}
helpers:
  status: suggested
  basis: mẫu
  value:
    - {vi: Tổ công nghệ số cộng đồng, en: The community digital team, phone: null}
hosts: [gov.vn, tinnhiemmang.vn]
at_least: {lessons_of_a_course: 1, practice_messages: 4}
"""

_COURSES = """\
order_first: ["6.1"]
courses:
  - id: "1"
    title: {vi: Làm chủ điện thoại, en: Master of your phone}
    key_sentence: {vi: Lạ thì đừng cài., en: Do not install what is strange.}
    picture: pictures/course-01.png
    alt: {vi: Tranh một chiếc điện thoại, en: A drawing of a phone}
  - id: "6"
    title: {vi: Nhận ra lừa đảo, en: Recognising a scam}
    key_sentence: {vi: Chậm lại một phút., en: Slow down one minute.}
    picture: pictures/course-06.png
    alt: {vi: Tranh một bàn tay giơ lên, en: A drawing of a raised hand}
"""

_FACTS = """\
compiled: 2026-11-23
facts:
  - id: F45
    claim: Từ 1/1/2025 ngân hàng không gửi tin có đường dẫn (Thông tư 50/2024).
    status: press
    sources: [{address: "https://example.vn/a", note: báo}]
  - id: F55
    claim: Sáu tháng có 60.300 người trả lời khảo sát.
    status: press
    sources: [{address: "https://example.vn/b", note: báo}]
  - id: F94
    claim: Phạt từ 100 đến 150 triệu đồng; hỏi số 1900.0368.
    status: secondary
    sources: [{address: null, note: trang luật}]
"""

_WIFI = """\
---
id: "1.1"
title: Chữ to, tiếng lớn
outcome: Tự tăng cỡ chữ trên máy của mình
audience: elders
frameworks:
  tt02: D5
  digcomp: "5.2"
  bkhcn757: "0.1"
plan_lines: [138]
facts: [F45, F55]
verified_on: null
review_by: 2027-05-23
keywords: [chữ to, phóng chữ, nghe không rõ, mờ mắt]
picture: null
---
Chữ nhỏ làm mỏi mắt. Máy nào cũng tăng cỡ chữ được.

Bà con mở lần lượt:
- Cài đặt
- Màn hình (tên mục tùy máy)
- Cỡ chữ

Hôm nay: kéo cỡ chữ lên một nấc rồi đọc thử.

## Kiểm tra

### Muốn chữ to hơn thì mở mục nào?
- [x] Cỡ chữ | Đúng rồi. Mục này nằm trong phần màn hình.
- [ ] Máy ảnh | Chưa đúng. Máy ảnh chỉ để chụp hình.

### Đúng hay sai: tăng cỡ chữ làm mất ảnh trong máy.
- [ ] Đúng | Chưa đúng. Cỡ chữ không đụng đến ảnh.
- [x] Sai | Đúng rồi. Ảnh vẫn còn nguyên.

### Chữ to quá thì làm gì?
- [ ] Mua máy khác | Chưa đúng. Không cần tốn tiền.
- [x] Kéo lại một nấc | Đúng rồi. Chỉnh lúc nào cũng được.
"""

_OTP = """\
---
id: "6.1"
title: OTP là chữ ký của mình
outcome: Không đọc, không chụp, không chuyển tiếp mã dùng một lần
audience: everyone
frameworks:
  tt02: D4
  digcomp: "4.2"
  bkhcn757: TBD
plan_lines: [152]
facts: [F45, F55, F94]
verified_on: null
review_by: 2027-05-23
keywords: [mã otp, mã 6 số, mã xác nhận, đọc mã]
picture: null
---
OTP là **mã dùng một lần**. Ngân hàng gửi mã này về máy để hỏi: "Có đúng là chủ máy không?"

Từ 1/1/2025, ngân hàng không gửi tin có đường dẫn. Muốn xem dịch vụ công, gõ dichvucong.gov.vn.

Không ai có quyền hỏi mã. Kẻ gian hay nói "em gửi nhầm mã, cho em xin lại".

Hôm nay: nói với người nhà một câu: "Mã về máy thì không đọc cho ai."

## Kiểm tra

### Một người nhắn: "Em gửi nhầm mã sang máy cô, cô đọc giúp em." Bà con làm gì?
- [ ] Đọc mã giúp cho nhanh | Chưa đúng. Mã về máy mình là của mình.
- [x] Không đọc, xóa tin | Đúng rồi. Không có chuyện gửi nhầm mã.
- [ ] Chụp màn hình gửi lại | Chưa đúng. Chụp hay đọc thì mã cũng lộ như nhau.

### Đúng hay sai: nhân viên ngân hàng thật được hỏi mã OTP.
- [ ] Đúng | Chưa đúng. Nhân viên thật không cần mã của bà con.
- [x] Sai | Đúng rồi. Ai hỏi mã là có ý xấu.

### Thật hay giả? "Ngan hang ABC: Ma OTP la 482913. Khong cung cap ma cho bat ky ai."
- [x] Thật | Đúng rồi. Tin chỉ báo mã và không xin gì.
- [ ] Giả | Chưa đúng. Tin này không đòi đọc mã.
"""

_OTP_IN_ENGLISH = """\
---
id: "6.1"
title: A one-time code is your signature
outcome: Do not read out, photograph or pass on a one-time code
audience: everyone
frameworks:
  tt02: D4
  digcomp: "4.2"
  bkhcn757: TBD
plan_lines: [152]
facts: [F45, F55, F94]
verified_on: null
review_by: 2027-05-23
keywords: [one-time code, six digits, read the code, wrong code]
picture: null
---
An OTP is a **one-time code**. The bank sends it to ask whether it is really you.

Nobody has the right to ask for it. Not the police, not the bank, not a friend.

Today: tell your family one thing: "We never read a code to anybody."

## Check

### Somebody writes: "I sent my code to you by mistake, read it to me." What do you do?
- [ ] Read it out quickly | Not quite. A code on your phone is yours.
- [x] Say no and delete it | That is right. Codes are not sent by mistake.
- [ ] Send a picture of it | Not quite. A picture shows the code as well.

### True or false: real bank staff may ask for the code.
- [ ] True | Not quite. Real staff do not need your code.
- [x] False | That is right. Whoever asks for it means harm.

### Real or fake? "ABC Bank: your code is 482913. Do not tell it to anybody."
- [x] Real | That is right. It tells a code and asks for nothing.
- [ ] Fake | Not quite. It does not ask you to read it out.
"""

_PRACTICE = """\
messages:
  - id: otp-gui-nham
    lesson: "6.1"
    form: sms
    text: "Cô ơi con gửi nhầm mã 6 số qua máy cô, cô đọc giúp con với ạ."
    is_genuine: false
    because: Xin mã vừa về máy mình. Không ai gửi nhầm mã cả.
  - id: otp-that
    lesson: "6.1"
    form: sms
    text: "Ma OTP cua quy khach la 482913. Khong cung cap ma cho bat ky ai."
    is_genuine: true
    because: Tin chỉ báo mã, không xin gì và không có đường dẫn.
  - id: ung-dung-la
    lesson: "1.1"
    form: zalo
    text: "Cai ung dung nay de tang co chu: chu-to[.]top"
    is_genuine: false
    because: Rủ cài ứng dụng từ đường dẫn lạ.
  - id: hop-khu-pho
    lesson: "1.1"
    form: poster
    text: "Mời bà con họp khu phố lúc 19 giờ thứ Bảy tại nhà văn hóa."
    is_genuine: true
    because: Không xin tiền, không xin mã. Muốn chắc, hỏi trưởng khu phố.
"""

FILES = {
    "settings.yaml": _SETTINGS,
    "courses.yaml": _COURSES,
    "facts.yaml": _FACTS,
    "vi/1.1-chu-to.md": _WIFI,
    "vi/6.1-otp.md": _OTP,
    "en/6.1-otp.md": _OTP_IN_ENGLISH,
    "vi/practice/6.yaml": _PRACTICE,
}
_PICTURE = b"\x89PNG\r\n\x1a\n and what follows"


@cache
def wards_shelf() -> Shelf:
    """The ward's own lessons, checked once for all tests of a process."""
    return Shelf(LESSONS)


def small_library(tmp_path: Path) -> Path:
    """The folder of a library of two courses: one lesson each, one of them in English too."""
    directory = tmp_path / "lessons"
    for name, text in FILES.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (directory / "pictures").mkdir()
    for name in ("course-01.png", "course-06.png"):
        (directory / "pictures" / name).write_bytes(_PICTURE)
    shutil.copy(LESSONS / "jargon.yaml", directory)
    return directory


def small_content(tmp_path: Path) -> Path:
    """A content folder with the ward's own plan and the small library."""
    content = tmp_path / "content"
    shutil.copytree(PLAN, content / "plan")
    small_library(content)
    return content


def look(shelf: Shelf) -> None:
    """As the assistant does every two seconds; a change is taken when two looks saw it."""
    shelf.look()
    shelf.look()


def line_of(directory: Path, name: str, text: str) -> int:
    """The first line of a file with these words."""
    lines = (directory / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)
