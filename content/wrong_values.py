"""How a value that does not fit is told to whoever wrote it: in Vietnamese, with what to do."""

from pydantic_core import ErrorDetails

_LONGEST_QUOTED = 60  # characters
_EMPTY = "Mục “%(name)s” còn trống. Hãy điền vào."
_NO_CHOICE = "Mục “%(name)s” không nhận “%(given)s”. Chỉ nhận: %(expected)s."
_NO_DAY = "Mục “%(name)s” phải là ngày có thật, viết năm-tháng-ngày, ví dụ 2027-05-23."
_OTHERWISE = "Mục “%(name)s” có giá trị không hợp lệ: “%(given)s”. Hãy xem lại."
_MESSAGES = {
    "missing": "Thiếu mục “%(name)s”. Hãy thêm mục này.",
    "extra_forbidden": "Không có mục nào tên “%(name)s”. Hãy xem lại chính tả, hoặc xóa đi.",
    "string_type": 'Mục “%(name)s” phải là chữ, viết trong ngoặc kép: "%(given)s".',
    "tuple_type": "Mục “%(name)s” phải là danh sách trong ngoặc vuông, ví dụ [F94, F55].",
    "bool_type": "Mục “%(name)s” chỉ nhận true (đúng) hoặc false (sai).",
    "string_pattern_mismatch": "Mục “%(name)s” viết sai dạng: “%(given)s”. Hãy xem lại cách viết "
    "ở một tệp khác.",
    "string_too_long": "Mục “%(name)s” dài quá %(most)s ký tự. Hãy viết gọn lại.",
    "string_too_short": _EMPTY,
    "too_short": _EMPTY,
    "enum": _NO_CHOICE,
    "literal_error": _NO_CHOICE,
    "value_error": _NO_DAY,
    "date_type": _NO_DAY,
}


def told(problem: ErrorDetails) -> str:
    expected = str(problem.get("ctx", {}).get("expected", ""))
    return _MESSAGES.get(problem["type"], _OTHERWISE) % {
        "name": ".".join(str(part) for part in problem["loc"]) or "tệp",
        "given": " ".join(str(problem["input"]).split())[:_LONGEST_QUOTED],
        "most": problem.get("ctx", {}).get("max_length", ""),
        "expected": expected.replace(" or ", " hoặc "),
    }
