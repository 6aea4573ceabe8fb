"""What the platform answers when it refuses. The sentences are Telegram's own."""

from typing import Any


class ApiError(Exception):
    """A refusal with Telegram's code, sentence and parameters."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(sentence: str, **parameters: Any) -> ApiError:
    return ApiError(400, f"Bad Request: {sentence}", **parameters)


def forbidden(sentence: str) -> ApiError:
    return ApiError(403, f"Forbidden: {sentence}")


def conflict(sentence: str) -> ApiError:
    return ApiError(409, f"Conflict: {sentence}")


def too_many_requests(retry_after: int) -> ApiError:
    sentence = f"Too Many Requests: retry after {retry_after}"
    return ApiError(429, sentence, retry_after=retry_after)
