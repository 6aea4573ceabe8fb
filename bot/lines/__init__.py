"""Lines: one for each platform that the settings name, with its way out and its ways in."""

from bot.clock import Clock
from bot.config import Settings
from bot.delivery.attachments import Attachments
from bot.lines.line import Line
from bot.lines.telegram import TelegramLine
from bot.lines.zalo_bot import ZaloBotLine
from bot.lines.zalo_oa import ZaloOaLine
from storage.database import Database

__all__ = ["Line", "TelegramLine", "ZaloBotLine", "ZaloOaLine", "lines_of"]


def lines_of(
    settings: Settings, database: Database, clock: Clock, owner: str, attachments: Attachments
) -> list[Line]:
    """Those that are configured, in the order in which people are looked for."""
    lines: list[Line] = []
    if settings.telegram_token:
        lines.append(TelegramLine(settings, settings.telegram_token, attachments))
    if settings.zalo_bot_token:
        lines.append(ZaloBotLine(settings, settings.zalo_bot_token, attachments))
    if settings.zalo_oa_app_id:
        lines.append(ZaloOaLine(settings, database, clock, owner, attachments))
    return lines
