"""Who was cheated is recognised, however it is told."""

import pytest

from content.folding import fold
from content.fraud import tells_of_fraud

TOLD = (
    "tôi bị lừa mất tiền",
    "tôi bị lừa đảo",
    "Tôi vừa bị lừa!",
    "con tôi bị lừa đảo qua mạng",
    "mẹ em bị người ta lừa 50 triệu",
    "mất tiền rồi",
    "mất hết tiền trong tài khoản rồi",
    "tôi mất 5 triệu",
    "mất gần 20 triệu đồng",
    "tiền trong tài khoản bị mất",
    "tài khoản của tôi bị trừ tiền",
    "chuyển khoản nhầm cho kẻ lừa đảo",
    "tôi lỡ chuyển tiền cho bọn lừa đảo",
    "chuyển nhầm tiền, giúp tôi với",
    "nó lừa tôi",
    "có người lừa hết tiền của mẹ tôi",
    "em bị hack tài khoản ngân hàng",
    "tôi dính lừa rồi",
    "bị mất tiền không biết làm sao",
    "chưa kịp hỏi thì đã bị lừa mất tiền",
)
IN_ENGLISH = (
    "I was scammed",
    "I've been scammed",
    "I got cheated online",
    "I lost all my money",
    "my money is gone",
    "someone stole my money",
    "I sent money to a scammer",
)
OTHERS = (
    "",
    "xin chào",
    "lừa đảo là gì?",
    "đã tuyên truyền phòng chống lừa đảo",
    "dùng cái này có mất tiền không?",
    "nhắn tin có mất tiền không ạ",
    "tôi không bị lừa",
    "chưa mất tiền",
    "nhà mặt tiền đường số 5",
    "giải phóng mặt bằng 3 tỷ",
    "giữ bí mật tiền gửi",
    "chuyển báo cáo",
    "gửi tiền điện thế nào",
    "12/15",
    "đang làm",
    "is this a scam?",
    "I was not scammed",
)


@pytest.mark.parametrize("text", [*TOLD, *IN_ENGLISH])
def test_it_is_recognised_with_and_without_diacritics(text: str) -> None:
    assert tells_of_fraud(text)
    assert tells_of_fraud(text.upper())
    assert tells_of_fraud(fold(text))


@pytest.mark.parametrize("text", OTHERS)
def test_other_words_are_not_taken_for_it(text: str) -> None:
    assert not tells_of_fraud(text)
