"""How the platform reads a call and words its answer."""

import json

from aiohttp import web

from bot.sandbox.errors import ApiError
from bot.sandbox.zalo_bot.manners import Manners, Told
from bot.sandbox.zalo_bot.polling import IDLE
from bot.sandbox.zalo_bot.world import Raw

NOT_FOUND = ApiError(404, "Not Found")
_UNAUTHORIZED = ApiError(401, "Unauthorized")  # the wording is not known
_UNAUTHORIZED_PAGE = "<html><h1>401 Authorization Required</h1></html>"
_SPELLED_APART = ("testWebhook",)  # its code is documented as `errorCode`


async def arguments(request: web.BaseRequest) -> Raw:
    """JSON alone is understood; forms and multipart look empty, whatever the documents say."""
    content = await request.read()
    if request.content_type != "application/json":
        return {}
    try:
        values = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def success(manners: Manners, method: str, result: Raw | None) -> web.Response:
    answer: Raw = {"ok": True}
    if result is not None:
        answer["result"] = result
    if method == "sendMessage" and manners.says_code_0:
        answer["error_code"] = 0
    return web.json_response(answer)


def refusal(manners: Manners, method: str, error: ApiError) -> web.Response:
    """With HTTP 200, as every refusal."""
    is_apart = method in _SPELLED_APART and error is not NOT_FOUND
    code = str(error.code) if manners.codes_are_strings else error.code
    name = "errorCode" if is_apart else "error_code"
    body = {"ok": False, "description": error.description, name: code}
    says_status = error is IDLE and manners.idle is Told.STATUS
    return web.json_response(body, status=error.code if says_status else 200)


def unauthorized(manners: Manners) -> web.Response:
    """To a wrong token."""
    if manners.bad_token is Told.HTML:
        return web.Response(status=401, text=_UNAUTHORIZED_PAGE, content_type="text/html")
    return refusal(manners, "", _UNAUTHORIZED)


def hang_up(request: web.BaseRequest) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
