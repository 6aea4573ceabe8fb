"""How the platform words its answers. Refusals come with HTTP 200."""

from typing import Any

from aiohttp import web

from bot.sandbox.errors import ApiError

Raw = dict[str, Any]


def invalid(field: str) -> ApiError:
    return ApiError(-201, f"{field} is invalid!")


def too_large(field: str) -> ApiError:
    return ApiError(-210, f"{field} is over the allowed range")


UNSUPPORTED = ApiError(-233, "Message type is not supported")
NOT_FOLLOWING = ApiError(-213, "User has not followed OA")
WINDOW_CLOSED = ApiError(-230, "User has not interacted with OA in the past 7 days")
NEVER_WROTE = ApiError(-232, "User has not interacted with OA, or the interaction expired")
BLOCKED = ApiError(-244, "User does not take this kind of message")
BUSY = ApiError(-32, "Reached limit call api")
NO_QUOTA = ApiError(-211, "Out of quota")
BAD_PROOF = ApiError(-242, "appsecret_proof is invalid")


def success(data: Any) -> web.Response:
    return web.json_response({"data": data, "error": 0, "message": "Success"})


def refusal(error: ApiError) -> web.Response:
    return web.json_response({"error": error.code, "message": error.description})


def hang_up(request: web.BaseRequest) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
