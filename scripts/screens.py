"""Every screen as Zalo shows it: `python -m scripts.screens update | check`.

`update` holds every dialog test on the local Zalo Bot Platform, and of all that people saw there
writes down as few messages as show every sentence. `check` holds the page against the sentences
in force: a sentence that was added or changed and is not shown fails, as does one too long.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from content.channels import ZALO_BOT, capabilities
from content.commands import without_slashes
from content.text import utf16_length
from content.words import LOCALES

PAGE = Path(__file__).parent.parent / "docs" / "screens-zalo.md"
_PO = LOCALES / "vi" / "LC_MESSAGES" / "messages.po"
_FIELD = re.compile(r"%\((\w+)\)[sd]|%%")
_MESSAGE = re.compile(
    r"^### \d+ · (\d+) ký tự\n\n````text\n(.*?)\n````$", re.MULTILINE | re.DOTALL
)
_CODE = re.compile(  # each is another at every run
    r"(?<=START )[\w-]{32}\b|(?<=\?start=)[\w-]{32}\b|\b[0-9A-F]{8}\b"
    r"|\bCN-\w{4}-\w{4}-\w{4,5}\b|\bCN\w{12,13}\b"
    r"|(?<=gõ: LK )\w{3} \w{3} \w{3}\b|(?<=MOI )[A-Z2-9]{4}[ -][A-Z2-9 -]+\b"
)
_EXCUSED = Path(__file__).parent / "screens_not_shown.yaml"
_ON_ZALO = f"{ZALO_BOT} or test_linking or test_linked_dialogs or test_channels"
_OF = {  # the tests that play a dialog, and what the dialog is called
    "test_start": "Người mới", "test_invites": "Người mới", "test_fallback": "Người mới",
    "test_privacy": "Dữ liệu cá nhân", "test_menu": "Bảng chọn", "test_settings": "Bảng chọn",
    "test_command_words": "Từ lệnh", "test_cancel": "Từ lệnh",
    "test_names_like_words": "Dữ liệu cá nhân", "test_channels": "Liên kết ứng dụng",
    "test_linking": "Liên kết ứng dụng", "test_linked_dialogs": "Liên kết ứng dụng",
    "test_linking_on_zalo": "Liên kết ứng dụng",
    "test_call_list": "Cơ quan thường trực", "test_inviting_anywhere": "Cơ quan thường trực",
    "test_refused_lessons": "Cơ quan thường trực",
    "test_learning": "Học kỹ năng số", "test_learning_changes": "Học kỹ năng số",
    "test_learning_words": "Học kỹ năng số", "test_learning_without_consent": "Học kỹ năng số",
    "test_learners": "Học kỹ năng số", "test_rhythm": "Học kỹ năng số",
    "test_daily_lesson": "Học kỹ năng số", "test_review": "Học kỹ năng số",
    "test_practice": "Học kỹ năng số", "test_certificates": "Học kỹ năng số",
    "test_finding": "Học kỹ năng số", "test_ranking": "Học kỹ năng số",
    "test_elder_mode": "Học kỹ năng số", "test_voice_clips": "Học kỹ năng số",
    "test_help_in_person": "Học kỹ năng số",
}  # fmt: skip


def main(command: str) -> None:
    if command == "update":
        PAGE.write_text(_page(_shortest(_played())))
    problems = [*_problems(PAGE.read_text())]
    for problem in problems:
        print(f"{PAGE.name}: {problem}")
    print(f"{len(_MESSAGE.findall(PAGE.read_text()))} screens, {len(problems)} problem(s)")
    sys.exit(1 if problems else 0)


def _played() -> dict[str, list[str]]:
    """By dialog: every message anybody saw on Zalo, in a fixed order."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pytest", "tests/handlers", "-n", "2", "-k", _ON_ZALO,
             "-p", "no:randomly", f"--screens={folder}"],
            check=True,
        )  # fmt: skip
        return _recorded(Path(folder))


def _recorded(folder: Path) -> dict[str, list[str]]:
    files = sorted(folder.iterdir(), key=lambda file: file.name.rpartition("-")[0])
    seen: dict[str, list[str]] = defaultdict(list)
    for played in (json.loads(file.read_text()) for file in files):
        for text in (text for chat in played["seen"] for text in chat):
            seen[_dialog(played["of"])].append(_CODE.sub("MÃ-LỜI-MỜI", text))
    return {dialog: list(dict.fromkeys(texts)) for dialog, texts in sorted(seen.items())}


def _dialog(test: str) -> str:
    if test in _OF:
        return _OF[test]
    if any(word in test for word in ("office", "overdue", "nudge", "extension_answer", "invites")):
        return "Cơ quan thường trực"
    return "Đầu mối: xin gia hạn" if "extension" in test else "Đầu mối: báo cáo"


def _shortest(seen: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Few messages that show every sentence: each time the one that shows most that is new."""
    sentences = _sentences()
    everything = [(dialog, text) for dialog, texts in seen.items() for text in texts]
    shows = {
        (dialog, text): {key for key, one in sentences.items() if one.is_in(text)}
        for dialog, text in everything
    }
    chosen, missing = set(), set().union(*shows.values())
    while missing:
        best = max(everything, key=lambda one: (len(shows[one] & missing), -len(one[1])))
        chosen.add(best)
        missing -= shows[best]
    return {d: [t for t in texts if (d, t) in chosen] for d, texts in seen.items()}


class Sentence:
    """A Vietnamese sentence in force, as it may be found in a message."""

    def __init__(self, text: str) -> None:
        parts = [
            re.sub(r"<[^<>]*>", "", part) for part in _FIELD.split(without_slashes(text))[::2]
        ]
        self._longest = max(parts, key=len).strip().lower()  # looked for first: it is fast
        inside = ".*?".join(re.escape(part.strip()) for part in parts)
        self._whole = re.compile(rf"(?<!\w){inside}(?!\w)", re.DOTALL | re.IGNORECASE)

    def is_in(self, message: str) -> bool:
        return self._longest in message.lower() and self._whole.search(message) is not None


def _sentences() -> dict[str, Sentence]:
    with _PO.open("rb") as file:
        messages = [message for message in read_po(file, locale="vi") if message.id]
    return {text: Sentence(text) for message in messages for text in _strings(message)}


def _strings(message: Message) -> tuple[str, ...]:
    said = message.string
    return tuple(map(str, said if isinstance(said, list | tuple) else (said,)))


def _page(chosen: Mapping[str, list[str]]) -> str:
    lines = [
        "# Mọi màn hình trên Zalo",
        "",
        "Trang này do `python -m scripts.screens update` viết ra từ các cuộc trò chuyện thử; "
        "không sửa tay. Mỗi câu của trợ lý có ít nhất một lần ở đây, đúng như Zalo hiển thị: "
        "không có nút, chọn bằng cách gõ số hoặc gõ chữ.",
    ]
    number = 0
    for dialog, texts in chosen.items():
        lines += ["", f"## {dialog}"]
        for text in texts:
            number += 1
            length = utf16_length(text)
            lines += ["", f"### {number} · {length} ký tự", "", "````text", text, "````"]
    return "\n".join(lines) + "\n"


def _problems(page: str) -> Iterable[str]:
    shown = [text for _length, text in _MESSAGE.findall(page)]
    longest = capabilities(ZALO_BOT).longest
    for text in shown:
        if utf16_length(text) > longest:
            yield f"longer than {longest}: {text[:60]!r}"
    excused = {text for texts in yaml.safe_load(_EXCUSED.read_text()).values() for text in texts}
    sentences = _sentences()
    for text, sentence in sentences.items():
        if text not in excused and not any(sentence.is_in(one) for one in shown):
            yield f"not shown: {text!r}"
    yield from (
        f"excused, but there is no such sentence: {t!r}" for t in excused - {*_sentences()}
    )


if __name__ == "__main__":
    main(sys.argv[1])
