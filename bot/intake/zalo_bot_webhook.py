"""The Zalo Bot Platform calls us: its door, and telling it where that is."""

import asyncio

import structlog
from pydantic import AnyHttpUrl

from bot.config import origin_of
from bot.delivery.errors import DeliveryError
from bot.delivery.zalo_bot_http import ZaloBotHttp, ZaloRefused
from bot.intake import zalo_envelopes
from bot.intake.webhook import Door, shows_secret
from content.channels import ZALO_BOT

logger = structlog.get_logger(__name__)

PATH = "/webhook/zalo-bot"
_SECRET_HEADER = "X-Bot-Api-Secret-Token"
_ANSWERS_WITHIN = 30.0  # seconds; Zalo calls us before it answers
_LONGEST_PAUSE = 300.0  # such calls may be counted
_KEPT_WITHIN = 1.0  # seconds; nothing is documented, not even that an event comes again


def zalo_bot_door(secret: str) -> Door:
    """Zalo tries the address with an empty call, perhaps without the secret."""
    knows = shows_secret(_SECRET_HEADER, secret)
    return Door(
        PATH, zalo_envelopes.zalo_bot, knows, takes_probes=True, answers_within=_KEPT_WITHIN
    )


def public_url(webhook_url: AnyHttpUrl) -> str:
    """What Zalo is to call: our path at the address that WEBHOOK_URL names."""
    return origin_of(webhook_url) + PATH


async def register(http: ZaloBotHttp, url: str, secret: str, *, first_pause: float = 1.0) -> None:
    """Tell Zalo where to call, as soon as it listens. It keeps an address it cannot reach."""
    pause = first_pause
    while True:
        try:
            wanted = {"url": url, "secret_token": secret}
            found = await http.call("setWebhook", wanted, within=_ANSWERS_WITHIN)
        except (DeliveryError, ZaloRefused) as error:
            logger.warning(
                "Webhook not set", action="webhook_not_set", channel=ZALO_BOT, reason=str(error)
            )
        else:
            _tell(found)
            return
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _tell(found: object) -> None:
    """An address that is set and does not work must not look as if it did."""
    verification = found.get("verification") if isinstance(found, dict) else None
    if isinstance(verification, dict) and verification.get("ok") is not True:
        logger.error(
            "Zalo cannot reach our webhook",
            action="webhook_unreachable",
            channel=ZALO_BOT,
            outcome=str(verification.get("outcome"))[:64],
        )
