"""Files handed over to the Official Account, before a message names them."""

from collections.abc import Callable

from bot.delivery.errors import Ambiguous, NotSent
from bot.delivery.zalo_oa_http import ZaloOaHttp
from bot.delivery.zalo_oa_tokens import ZaloOaTokens
from content.attachments import Attachment, File, Kind, made_number

_GOOD_FOR = 3600.0  # seconds; how long Zalo keeps them is not documented
_REMEMBERED = 512


class ZaloOaUploads:
    """One that many people get is handed over once an hour."""

    def __init__(
        self, http: ZaloOaHttp, tokens: ZaloOaTokens, monotonic: Callable[[], float]
    ) -> None:
        self._http = http
        self._tokens = tokens
        self._monotonic = monotonic
        self._known: dict[str, tuple[str, float]] = {}  # what it is named by, until when

    def get(self, reference: str) -> str | None:
        named, until = self._known.get(reference, ("", 0.0))
        return named if named and self._monotonic() < until else None

    def forget(self, reference: str) -> None:
        self._known.pop(reference, None)

    async def name(self, attachment: Attachment, file: File) -> str:
        """What a message names it by. Raises OaRefused; NotSent, since twice harms nobody."""
        if known := self.get(attachment.reference):
            return known
        kind = "image" if attachment.kind is Kind.PICTURE else "file"
        try:
            named = await self._tokens.use(lambda token: self._http.upload(kind, token, file))
        except Ambiguous:
            raise NotSent("a file was not handed over") from None
        if made_number(attachment.reference) is None:
            self._remember(attachment.reference, named)
        return named

    def _remember(self, reference: str, named: str) -> None:
        self._known.pop(reference, None)
        self._known[reference] = (named, self._monotonic() + _GOOD_FOR)
        if len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]
