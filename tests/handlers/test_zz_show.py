from tests.chat import Town
from tests.handlers.conftest import town  # noqa
from storage import obligations
def show(chat,title):
    m=chat.messages[-1]; print("=====",title); print(m.text); print(chat.options())
async def test_show(town: Town):
    office=await town.office(); chat=await town.focal_point("TTPVHCC"); two=await town.focal_point("TYT","MTTQ")
    await town.tick("2026-12-10 08:00"); show(chat,"T-7"); show(two,"two")
    await two.says("nop"); show(two,"which")
    await two.says("đang làm"); show(two,"working")
    await town.tick("2026-12-14 08:00"); show(chat,"T-3")
    await town.tick("2026-12-17 08:00"); show(chat,"T0")
    await chat.says("chịu"); show(chat,"?")
    await chat.says("1,250"); show(chat,"1,250")
    await chat.says("đang làm"); show(chat,"wip")
    await town.tick("2026-12-18 08:00"); show(chat,"T+1"); show(office,"office T+1"); show(two,"two late")
    await chat.picks("Xin gia hạn"); show(chat,"ext")
    await chat.says("20/12"); show(chat,"bad")
    await chat.says("28/12"); show(chat,"reason")
    await chat.says("chờ ngân hàng"); show(chat,"asked"); show(office,"request")
    await chat.says("xin gia hạn"); show(chat,"waiting")
    await office.picks("Từ chối"); show(office,"refused"); show(chat,"refused")
    await chat.says("xin gia hạn đến 28/12 vì máy hỏng"); await office.picks("Đồng ý"); show(office,"granted"); show(chat,"granted")
    await chat.says("xin gia hạn"); show(chat,"too often")
    await town.tick("2026-12-28 08:00"); show(office,"office T+7"); 
    await two.says("xin gia hạn"); await two.picks("Trạm Y tế"); show(two,"too late")
    await office.says("/quahan"); show(office,"quahan"); await office.picks("Nhắc"); show(two,"nudge"); show(office,"after")
