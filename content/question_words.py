"""The words by which questions of the standing office are told apart, folded."""

import re

# What people say around a question, and how they shorten it.
COURTESY = re.compile(
    r"\b(?:cho|giup|bao|noi)(?: (?:toi|minh|anh|chi|em|bac|chu|co|tui))?"
    r" (?:hoi|biet|xem|danh sach|nghe)\b(?: voi| thu)?"
    r"|\b(?:toi|minh|anh|chi|bac|chu|co|tui) (?:muon|can)(?: (?:hoi|biet|xem))?\b"
    r"|\b(?:giup|ho) (?:toi|minh|anh|chi|bac|chu|tui)\b"
    r"|\b(?:em|bot|ban|anh|chi|may|tro ly(?: so)?) oi\b|^(?:alo|chao(?: \w+)?|da|oi|hey|hi)\b"
    r"|\b(?:vui long|lam on|please)\b"
    r"|(?: (?:a|ah|nhe|nha|nhi|vay|voi|di|the|ha|ta|hen|em|anh|chi|ban|bot)\b)+$"
)
SHORTENED = {
    "bc": "bao cao", "bcao": "bao cao", "dv": "don vi", "nap": "nop", "ko": "khong",
    "k": "khong", "hong": "khong", "hok": "khong", "kg": "khong", "ch": "chua", "chx": "chua",
    "r": "roi", "ai ai": "ai", "qh": "qua han", "ds": "danh sach",
}  # fmt: skip
IS_SHORTENED = re.compile(rf"\b(?:{'|'.join(SHORTENED)})\b")
OF_SELF = re.compile(
    r"\b(?:(?<!sap )toi(?! (?:dau|han|ky))|em|minh|tui|chung toi|ben em|ben toi|gia han"
    r"|i (?:have|did|am|will)|my|we)\b"
)
SEND = r"(?:nop|gui|bao cao|lam|hoan thanh|xong)"
WHO = re.compile(
    r"\b(?:don vi nao|don vi gi|(?:nhung|cac|may|bao nhieu|nhieu) don vi|phong nao|co quan nao"
    r"|noi nao|cho nao|ben nao|dau moi nao|nganh nao|ai|nhung ai|danh sach|liet ke|bao nhieu"
    r"|dua nao|who|which|list|any(?:one|body))\b"
)
IS_OPEN = re.compile(r"\bchua\b|\bsao roi\b|\b(?:den|toi) dau\b|\bthe nao\b")
SHOW = re.compile(r"\b(?:xem|show)\b")
LATE = re.compile(
    rf"\b(?:tre|qua han|qua hen|muon|cham|chua (?:co |thay |chiu )?{SEND}"
    r"|(?:khong|chua) (?:nop |gui )?(?:dung|kip) han"
    rf"|khong (?:co |thay |chiu )?(?:nop|gui|bao cao)|no bao cao|(?:con )?thieu"
    r"|chua co bao cao|chua (?:xong|du)|overdue|late|not (?:yet )?(?:submitted|reported|sent)"
    r"|have ?n[o']t (?:submitted|reported)|missing)\b"
)
HANDED_IN = re.compile(
    rf"\b(?:(?:da|vua|moi) {SEND}|{SEND}(?: bao cao)?(?: \w+){{0,3}} (?:roi|xong|du|day du)"
    r"|(?:nop|gui|bao cao)(?: bao cao)? (?:dung han|som|truoc han)"
    r"|(?:ai|don vi nao) (?:nop|gui)(?: bao cao)?(?: khong)?$"
    r"|(?:ai|don vi nao|don vi|ben nao|cho nao|bao nhieu) (?:da )?(?:dung|kip|truoc|som) han"
    r"|in time|on time"
    r"|(?:has|have|who) (?:already )?(?:submitted|reported|sent|handed in))\b"
)
HOW = re.compile(
    r"\b(?:the nao|nhu nao|ra sao|sao roi|den dau|toi dau|tinh hinh|tien do (?:nop|bao cao|gui)"
    r"|how (?:are|is)|status)\b"
)
HOW_THINGS_STAND = re.compile(
    rf"{HOW.pattern}"
    r"|\b(?:(?:nop|gui|bao cao)(?: \w+){0,3} chua|(?:du|het) chua|con (?:ai|bao nhieu|may"
    r"|don vi nao)"
    r"|(?:phai|can) (?:nop|gui|bao cao)|(?:sap )?den han|han (?:nop|bao cao|chot)"
    r"|nhac (?:ai|nhung|chua|roi)|(?:da|duoc) nhac)\b"
)
REPORTING = re.compile(r"\b(?:nop|gui|nhac|reported|submitted|sent)\b")
OF_REPORTS = re.compile(r"\b(?:bao cao|nop|gui|don vi|tinh hinh|han|nhac|ai|status|reports?)\b")
GIVE_TIME = re.compile(
    r"(?:dong y|nhat tri|duyet|chap thuan|cho(?: phep)?|gia ?han|grant|give|allow)\b"
)
MORE_TIME = re.compile(r"\b(?:gia ?han|more time)\b")
NOT_GIVEN = re.compile(r"\b(?:xin|khong|chua|ai|nao|roi|tu choi)\b")
REMIND = re.compile(
    r"^(?:hay |cu )?(?:gui (?:tin |loi )?)?(?:nhac|don doc|thuc|giuc|hoi thuc|remind)"
    r"(?: (?:nho|lai|ngay|luon|giup|them|cho|den|toi|voi|now|them lan nua))*\b"
)
ALL = re.compile(
    r"\b(?:tat ca|toan bo|het|moi (?:nguoi|don vi)|tung don vi|ca (?:lu|bon|nhom)|cac don vi"
    r"|nhung don vi|ho|(?:nhung|cac) (?:ben|cho|noi)|all|everyone|everybody|them)\b"
)
PLACE = re.compile(r"(?:(?:so|muc|stt|don vi(?: so)?|number) )?(\d{1,4})")
NOT_A_WISH = re.compile(r"\b(?:ai|roi|gan nhat|lan cuoi|khi nao|may lan)\b|\bchua$")
BEYOND = re.compile(
    r"\b(?:chi tieu|nhiem vu|tien do(?! (?:nop|bao cao|gui))|so lieu|ket qua|ty le|noi dung"
    r"|indicators?|tasks?|figures?)\b"
)
ASKS = re.compile(
    r"\b(?:nao|ai|gi|bao nhieu|may|the nao|ra sao|dat|cham|thap|cao|chua|xem|cho|what|which|how"
    r"|who|show)\b"
)
COMPILE = re.compile(r"\b(?:tong hop|thong ke|xuat|excel|word|file|duyet|tra lai)\b")
TO_CALL = re.compile(
    r"\b(?:(?:can|phai|nen|danh sach) (?:phai )?goi(?: dien)?"
    r"|goi(?: dien)?(?: thoai)? (?:cho )?(?:ai|nhung ai|don vi nao|dau moi nao)"
    r"|(?:khong|chua) (?:the )?(?:lien lac|lien he|nhan tin|nhan) duoc|mat lien lac"
    r"|(?:to|should i|must i|do i) call|call list|(?:cannot|can't|can not) (?:be )?reach(?:ed)?)\b"
)
OF_PERSONS = re.compile(r"\b(?:phu trach|dau moi|lien he|nguoi nop)\b")
AROUND_UNIT = re.compile(
    r"(?:(?:xem|mo|tim|chi tiet|con|thi|the|phuong|thong tin|don vi|ve|cua|va|bao cao|ky|o"
    r"|tinh hinh|show|open|the)\b ?)*"
)
AROUND_PERIOD = re.compile(
    r"(?:(?:xem|loc|mo|theo|con|thi|the|bao cao|cua|ky|trong|vao|tat ca|moi|nam nay"
    r"|show|for)\b ?)*"
)
