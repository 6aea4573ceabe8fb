"""One person on several apps: a code shown in one chat and typed in another joins the two."""

from aiogram import Router

from handlers.linking import confirming, parting, showing, typing, unsure

router = Router(name="linking")
router.include_routers(
    unsure.router, typing.router, confirming.router, showing.router, parting.router
)

__all__ = ["router"]
