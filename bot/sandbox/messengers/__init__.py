"""A person's phone as the demo page shows it: one messenger for each app on it."""

from bot.sandbox.messengers.messenger import ChatShown, MessageShown, Messenger
from bot.sandbox.messengers.telegram import TelegramMessenger
from bot.sandbox.messengers.zalo import ZaloBotMessenger, ZaloOaMessenger

__all__ = [
    "ChatShown", "MessageShown", "Messenger", "TelegramMessenger", "ZaloBotMessenger",
    "ZaloOaMessenger",
]  # fmt: skip
