"""The certificate of a finished course, whatever the learner is called."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from content.attachments import File, check
from content.certificates import HEIGHT, WIDTH, CertificateWords, certificate_svg, has_room_for
from content.drawing.letters import Font, width
from content.drawing.png import to_png

SAID = CertificateWords(
    issuers=("Phường Phước Bình", "Cơ quan thường trực Kế hoạch Chuyển đổi số"),
    heading="Giấy chứng nhận hoàn thành khóa học",
    given_to="Trao cho",
    learner="Nguyễn Thị Bưởi",
    nameless="Người học",
    has_completed="đã hoàn thành khóa học",
    course="Nhận ra lừa đảo",
    details="5 bài học · ngày 26 tháng 11 năm 2026",
    code="CN-K7M2-X2QP-4PH7",
    verify="Muốn kiểm tra: nhắn mã này cho Trợ Lý Số của phường.",
    note="Khóa học ngắn trên trợ lý của phường. Đây không phải là văn bằng của Nhà nước.",
)
LONG = "Điểu Thị Kim Hoàng Anh Công Tằng Tôn Nữ Huyền Trân Bảo Châu Ngọc Diệp Thảo Vy"
NAMES = [
    "Tư", LONG, "W" * 80, "<b>Hoa</b> & 'con'", "\u202eHoa\u0000\ud800", "🌸 Hoa 🌸", "Hoa\nHoa",
    "",
]  # fmt: skip


def _texts(said: CertificateWords) -> list[ElementTree.Element]:
    drawn = ElementTree.fromstring(certificate_svg(said))
    return [one for one in drawn.iter() if one.tag.endswith("}text")]


def _reads(said: CertificateWords) -> str:
    return " ".join(one.text or "" for one in _texts(said))


def test_it_says_all_it_was_given() -> None:
    read = _reads(SAID)
    for line in (*SAID.issuers, SAID.heading, SAID.learner, SAID.course, SAID.details, SAID.code):
        assert line in read
    assert SAID.verify in read
    assert SAID.note in read


@pytest.mark.parametrize("host", ["trolyso.phuocbinh.gov.vn", "bdhvs.phuocbinh.dongnai.gov.vn"])
def test_the_address_to_ask_stands_on_one_line(host: str) -> None:
    address = f"{host}/chung-nhan/CN-WWW2-X2QP-4PH7,"
    verify = f"Muốn kiểm tra: {address} hoặc nhắn mã này cho Trợ Lý Số."
    assert has_room_for(address)
    assert any(address in (one.text or "") for one in _texts(replace(SAID, verify=verify)))
    assert verify in _reads(replace(SAID, verify=verify))


def test_an_address_that_would_be_cut_has_no_room() -> None:
    assert not has_room_for(f"{'tro-ly-so.' * 6}gov.vn/chung-nhan/CN-WWW2-X2QP-4PH7,")


def test_a_long_name_is_there_to_its_end() -> None:
    assert LONG in _reads(replace(SAID, learner=LONG))


@pytest.mark.parametrize("name", ["", "  \n", "🌸", "\u202e\u200b", "שלום"])
def test_who_gave_no_name_that_can_be_shown_is_a_learner(name: str) -> None:
    assert "Người học" in _reads(replace(SAID, learner=name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("course", [SAID.course, "Bẫy tiền, bẫy tình và khi đã mắc bẫy " * 5])
def test_no_word_runs_off_the_sheet(name: str, course: str) -> None:
    for text in _texts(replace(SAID, learner=name, course=course, verify=course, note=course)):
        font = Font.BOLD if text.attrib["font-weight"] == "700" else Font.REGULAR
        half = width(text.text or "", float(text.attrib["font-size"]), font) / 2
        assert float(text.attrib["x"]) - half >= 90
        assert float(text.attrib["x"]) + half <= WIDTH - 90


@pytest.mark.parametrize("name", NAMES)
def test_every_channel_takes_the_picture(name: str) -> None:
    content = to_png(certificate_svg(replace(SAID, learner=name)))
    assert check(File("chung-nhan.png", content)).is_picture
    assert content[16:24] == WIDTH.to_bytes(4) + HEIGHT.to_bytes(4)
