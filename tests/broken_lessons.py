"""Mistakes that people make in lesson files, one for each rule, made in the small library."""

from dataclasses import dataclass
from pathlib import Path

OTP, WIFI, ENGLISH = "vi/6.1-otp.md", "vi/1.1-chu-to.md", "en/6.1-otp.md"
PRACTICE, COURSES = "vi/practice/6.yaml", "courses.yaml"
_BODY = "Không ai có quyền hỏi mã."
_WORDS = "Máy nào cũng tăng cỡ chữ được. "


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is written for what, and on which line that is found: the first with these words."""

    rule: str
    file: str
    old: str
    new: str
    on: str = ""  # else the line of the change
    found_in: str = ""  # else in the same file

    def __str__(self) -> str:
        return f"{self.rule} {self.new.strip()[:24] or 'gone'}"

    def make(self, directory: Path) -> str:
        """Returns the file and line where it has to be found."""
        path = directory / self.file
        text = path.read_text(encoding="utf-8")
        assert self.old in text, self
        text = text.replace(self.old, self.new, 1)
        path.write_text(text, encoding="utf-8")
        sought, where = self.on or self.new.strip("\n").splitlines()[0], self.found_in or self.file
        lines = (directory / where).read_text(encoding="utf-8").split("\n")
        return f"{where}:{next(n for n, line in enumerate(lines, 1) if sought in line)}"


def _otp(rule: str, new: str, *, old: str = _BODY, on: str = "") -> Mistake:
    return Mistake(rule, OTP, old, new, on)


MISTAKES = (
    # front matter
    _otp("front-matter", "--\nid", old="---\nid", on="--"),
    _otp("missing-field", "", old="audience: everyone\n", on='id: "6.1"'),
    _otp("unknown-field", "audiance: everyone", old="audience: everyone"),
    _otp("wrong-value", "audience: grandmothers", old="audience: everyone"),
    _otp("wrong-value", "id: 6.1", old='id: "6.1"'),
    _otp("wrong-value", "review_by: 2027-02-30", old="review_by: 2027-05-23"),
    _otp("wrong-value", "  digcomp: một", old='  digcomp: "4.2"'),
    _otp("duplicate-key", "audience: everyone\naudience: elders", old="audience: everyone",
         on="audience: elders"),
    _otp("yaml", "title: Hai: ba", old="title: OTP là chữ ký của mình"),
    _otp("file-name", 'id: "6.2"', old='id: "6.1"'),
    _otp("unknown-course", 'id: "7.1"', old='id: "6.1"'),
    _otp("unknown-fact", "facts: [F45, F55, F01]", old="facts: [F45, F55, F94]"),
    _otp("duplicate-fact", "facts: [F45, F55, F45]", old="facts: [F45, F55, F94]"),
    _otp("too-few-facts", "facts: [F45]", old="facts: [F45, F55, F94]"),
    _otp("keywords", "keywords: [mã otp]", old="keywords: [mã otp, mã 6 số, mã xác nhận, đọc mã]"),
    _otp("picture-missing", "picture: pictures/none.png", old="picture: null"),
    _otp("picture-name", "picture: ../../secret.png", old="picture: null"),
    _otp("review-too-far", "review_by: 2028-01-01", old="review_by: 2027-05-23"),
    # the body
    _otp("too-many-words", _WORDS * 18 + _BODY, on="OTP là **"),
    _otp("too-many-characters", _BODY + "a" * 1000 + " b.", on="OTP là **"),
    _otp("long-sentence", "Không ai " + "rất " * 22 + "có quyền."),
    _otp("long-on-average", "Bà con " + "nên " * 19 + "nhớ. " + "Bà con " + "hay " * 19 + "quên. "
         + "Bà con " + "còn " * 19 + "nghĩ.", on="OTP là **"),
    _otp("hard-to-read", " ".join(f"VNX{n}Z" for n in "abcdefghijklmnopqrst") + ".",
         on="OTP là **"),
    _otp("today-missing", "Mai: nói", old="Hôm nay: nói"),
    _otp("paragraphs", "\n\n".join(["Một câu."] * 7), on="OTP là **"),
    _otp("markup", "# Không ai có quyền"),
    _otp("markup", "Không ai có *quyền* hỏi mã."),
    _otp("markup", "Xem [ở đây](dichvucong.gov.vn)."),
    _otp("markup", "Không ai có **quyền hỏi mã."),
    _otp("markup", "1. Không ai có quyền"),
    _otp("markup", "Không <b>ai</b> có quyền"),
    _otp("markup", "title: OTP **là** chữ ký", old="title: OTP là chữ ký"),
    _otp("markup", "Đúng rồi. Ai *hỏi* mã", old="Đúng rồi. Ai hỏi mã"),
    _otp("jargon", "Hacker hay hỏi mã."),
    _otp("jargon", "Đừng bấm link lạ."),
    _otp("unexplained-word", "Nhớ mã QR nhé."),
    _otp("safe-claim", "Tin này an toàn."),
    _otp("safe-claim", "Đúng rồi. Người gọi này an toàn.", old="Đúng rồi. Ai hỏi mã là có ý xấu."),
    _otp("asks-for-secret", "Bà con hãy đọc mã OTP cho tôi."),
    _otp("asks-for-secret", "- [ ] Giả | Chưa đúng. Gửi mật khẩu vào đây.",
         old="- [ ] Giả | Chưa đúng. Tin này không đòi đọc mã."),
    _otp("province-name", "Dân tỉnh Đồng Nai nhớ nhé."),
    _otp("province-name", "Dân TP. Đồng Nai nhớ nhé."),
    _otp("placeholder", "Ra phường {phuong} hỏi."),
    _otp("placeholder", "title: OTP của {ward}", old="title: OTP là chữ ký của mình"),
    _otp("jargon", "Không clİck vào đó."),  # as a Turkish keyboard writes it
    _otp("wrong-value", f"title: {'OTP là chữ ký ' * 5}", old="title: OTP là chữ ký của mình"),

    # addresses
    _otp("strange-host", "Vào vneid.gov.vn.abc.top xem."),
    _otp("strange-host", "Vào https://abc.com/gov.vn/ xem."),
    _otp("strange-host", "Vào gov-vn.com xem."),
    _otp("strange-host", "Vào http://10.1.2.3/vneid xem."),
    _otp("strange-host", "Vào dichvucоng.gov.vn xem."),  # with a Cyrillic о
    _otp("strange-host", "title: OTP và bit.ly/abc", old="title: OTP là chữ ký của mình"),
    _otp("strange-host", "keywords: [zalo.me/abc, mã 6 số, mã xác nhận, đọc mã]",
         old="keywords: [mã otp, mã 6 số, mã xác nhận, đọc mã]"),
    _otp("strange-host", "- [ ] Vào abc.vip xem | Chưa đúng.", old="- [ ] Giả | Chưa đúng."),
    _otp("strange-host", "Chưa đúng. Hãy vào abc.xyz xem.", old="Chưa đúng. Tin này không đòi"),
    # figures
    _otp("figure-without-fact", "Mất 6.000 tỷ đồng rồi."),
    _otp("figure-without-fact", "Từ 1/7/2026, ngân hàng", old="Từ 1/1/2025, ngân hàng"),
    _otp("figure-without-fact", "Đúng rồi. Có 87% như vậy.", old="Đúng rồi. Ai hỏi mã là có ý"),
    _otp("unchecked-figure", "Phạt từ 100 đến 150 triệu đồng."),
    _otp("unchecked-figure", "Hỏi số 1900.0368 nhé."),
    _otp("forbidden-number", "Gọi 113 ngay."),
    _otp("forbidden-number", "Nhắn 156/5656 ngay."),
    _otp("phone-number", "Gọi 0912 345 678 ngay."),
    # the quiz
    _otp("quiz-missing", "## Hỏi", old="## Kiểm tra"),
    _otp("quiz-line", "* [x] Thật | Đúng rồi.", old="- [x] Thật | Đúng rồi."),
    _otp("number-of-items", "## Kiểm tra\n", old="## Kiểm tra\n\n### Một người nhắn: \"Em gửi "
         "nhầm mã sang máy cô, cô đọc giúp em.\" Bà con làm gì?\n", on="### Đúng hay sai"),
    _otp("question-length", "### " + "Bà con ơi " * 25, old="### Đúng hay sai", on="Bà con ơi "),
    _otp("number-of-answers", "mã OTP.\n- [x] Sai |", old="mã OTP.\n- [ ] Đúng | Chưa đúng. Nhân "
         "viên thật không cần mã của bà con.\n- [x] Sai |", on="### Đúng hay sai"),
    _otp("one-right-answer", "- [x] Giả | Đúng rồi.", old="- [ ] Giả | Chưa đúng.",
         on="### Thật hay giả?"),
    _otp("label-length", "- [x] Không đọc cho ai hết rồi xóa tin ấy đi | Đúng rồi.",
         old="- [x] Không đọc, xóa tin | Đúng rồi."),
    _otp("duplicate-label", "- [ ] Không đọc, xóa tin |", old="- [ ] Chụp màn hình gửi lại |",
         on="- [ ] Không đọc, xóa tin"),
    _otp("duplicate-label", "- [ ] Khong doc, xoa tin |", old="- [ ] Chụp màn hình gửi lại |"),
    _otp("explanation-missing", "- [x] Thật", old="- [x] Thật | Đúng rồi. Tin chỉ báo mã và không "
         "xin gì."),
    _otp("explanation-length", "Đúng rồi. " + "Rất đúng. " * 22, old="Đúng rồi. Tin chỉ báo"),
    _otp("explanation-start", "- [x] Thật | Chính xác.", old="- [x] Thật | Đúng rồi."),
    # letters
    _otp("not-nfc", "Không ai co\u0301 quyền."),
    _otp("hidden-character", "Không ai có\u200b quyền."),
    _otp("hidden-character", "Không ai có \u202equyền."),
    # translations
    Mistake("today-missing", ENGLISH, "Today: tell", "Tomorrow: tell"),
    Mistake("explanation-start", ENGLISH, "That is right. Codes", "Yes. Codes", "- [x] Say no"),
    Mistake("safe-claim", ENGLISH, "Nobody has the right", "This message is safe. Nobody has"),
    Mistake("translation-differs", ENGLISH, "facts: [F45, F55, F94]", "facts: [F45, F55]",
            'id: "6.1"'),
    # practice
    Mistake("unknown-lesson", PRACTICE, 'lesson: "1.1"', 'lesson: "3.9"'),
    Mistake("duplicate-practice", PRACTICE, "id: otp-that", "id: otp-gui-nham #", "nham #"),
    Mistake("practice-length", PRACTICE, "Cô ơi con", "Cô ơi " * 70 + "con"),
    Mistake("placeholder", PRACTICE, "Mời bà con", "Mời bà con {ward}"),
    Mistake("strange-host", PRACTICE, "chu-to[.]top", "chu-to.top"),
    Mistake("safe-claim", PRACTICE, "Rủ cài ứng dụng từ đường dẫn lạ.", "Đường dẫn này an toàn."),
    Mistake("practice-unbalanced", PRACTICE, "is_genuine: true", "is_genuine: false",
            "practice_messages", "settings.yaml"),
    Mistake("wrong-value", PRACTICE, "form: zalo", "form: fax"),
    # the library as a whole
    Mistake("unknown-lesson", COURSES, 'order_first: ["6.1"]', 'order_first: ["6.9"]'),
    Mistake("duplicate-in-order", COURSES, 'order_first: ["6.1"]', 'order_first: ["6.1", "6.1"]'),
    Mistake("duplicate-course", COURSES, '  - id: "6"', '  - id: "1" #'),
    Mistake("strange-host", COURSES, "Chậm lại một phút.", "Vào abc.top."),
    Mistake("placeholder", COURSES, "vi: Nhận ra lừa đảo", "vi: 'Nhận ra {ward}'"),
    Mistake("wrong-value", "settings.yaml", "name: Khu phố 1", "name: ''"),
    Mistake("province-name", COURSES, "Tranh một bàn tay", "Tranh tỉnh Đồng Nai"),
    Mistake("missing-field", COURSES, "    picture: pictures/course-06.png\n", "", '- id: "6"'),
    Mistake("missing-field", COURSES, ", en: A drawing of a raised hand", "",
            "alt: {vi: Tranh một bàn tay"),
    Mistake("picture-missing", COURSES, "pictures/course-06.png", "pictures/course-60.png"),
    Mistake("lesson-missing", "settings.yaml", "lessons_of_a_course: 1", "lessons_of_a_course: 2",
            '- id: "1"', COURSES),
    Mistake("too-few-practice", "settings.yaml", "practice_messages: 4", "practice_messages: 5"),
    Mistake("duplicate-neighbourhood", "settings.yaml", "code: kp2", "code: kp1",
            "name: Khu phố 2"),
    Mistake("duplicate-fact", "facts.yaml", "id: F94", "id: F45 #"),
)  # fmt: skip
