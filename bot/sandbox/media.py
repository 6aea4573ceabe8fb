"""Photos, documents and voices the bot sends, and files it asks for."""

from typing import Any

from bot.sandbox import texts
from bot.sandbox.arguments import Arguments, Upload
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.keyboards import reply_markup
from bot.sandbox.methods import send
from bot.sandbox.world import Raw, World

_LARGEST_PHOTO = 10 * 1024 * 1024
_LARGEST_DOCUMENT = 50 * 1024 * 1024
_LARGEST_DOWNLOAD = 20 * 1024 * 1024
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_MIME = {"opus": "audio/ogg", "m4a": "audio/mp4", "mp3": "audio/mpeg"}
_VOICES = ("opus", "m4a", "mp3")
_MUSIC = ("m4a", "mp3")
_MP3_LAYERS = (0xE2, 0xE4, 0xE6)  # of a frame's second byte; none of them is ADTS
_SIDE = 800  # pixels; the sandbox does not look inside pictures


def send_photo(world: World, args: Arguments) -> Raw:
    upload = _file(args, "photo", _LARGEST_PHOTO)
    if isinstance(upload, Upload) and not upload.content.startswith(_PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    photo = _kept(world, upload) | {"width": _SIDE, "height": _SIDE}
    photo.pop("file_name", None)
    photo.pop("mime_type", None)
    return _send(world, args, {"photo": [photo]})


def send_document(world: World, args: Arguments) -> Raw:
    upload = _file(args, "document", _LARGEST_DOCUMENT)
    return _send(world, args, {"document": _kept(world, upload)})


def send_voice(world: World, args: Arguments) -> Raw:
    return _send_sound(world, args, "voice", _VOICES)


def send_audio(world: World, args: Arguments) -> Raw:
    return _send_sound(world, args, "audio", _MUSIC)


def _send_sound(world: World, args: Arguments, field: str, kinds: tuple[str, ...]) -> Raw:
    """What is not of these kinds becomes a mere document, as on the platform."""
    upload = _file(args, field, _LARGEST_DOCUMENT)
    kept = _kept(world, upload)
    found = world.files[kept["file_id"]].upload
    kind = _sound_of(found.content)
    if kind not in kinds:
        return _send(world, args, {"document": kept})
    sound = kept | {"duration": args.integer("duration"), "mime_type": _MIME[kind]}
    if field == "voice":
        sound.pop("file_name", None)
    return _send(world, args, {field: sound})


def _sound_of(content: bytes) -> str:
    """By how it begins: the platform looks inside."""
    if content.startswith(b"OggS") and b"OpusHead" in content[:64]:
        return "opus"
    if content[4:8] == b"ftyp":
        return "m4a"
    is_framed = content[:1] == b"\xff" and len(content) > 1 and content[1] & 0xE6 in _MP3_LAYERS
    return "mp3" if content.startswith(b"ID3") or is_framed else ""


def get_file(world: World, args: Arguments) -> Raw:
    found = world.files.get(args.text("file_id"))
    if found is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(found.upload.content) > _LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return found.raw | {"file_path": f"files/{found.raw['file_id']}"}


def download(world: World, path: str) -> Upload:
    """What `/file/bot<token>/<file_path>` answers."""
    found = world.files.get(path.rpartition("/")[2])
    if found is None:
        raise ApiError(404, "Not Found")
    return found.upload


def _send(world: World, args: Arguments, content: Raw) -> Raw:
    formatted = texts.caption(args)
    markup = reply_markup(args)
    chat = world.chat(args.text("chat_id"))
    if formatted.text:
        content["caption"] = formatted.text
    if formatted.entities:
        content["caption_entities"] = formatted.entities
    return send(world, chat, args, content, markup)


def _file(args: Arguments, field: str, largest: int) -> Upload | str:
    """A file that came along, or the identifier or address of one."""
    upload = args.upload(field)
    if upload is None:
        named: Any = args.text(field)
        if not named or named.startswith("attach://"):
            raise bad_request(f"there is no {field} in the request")
        return str(named)
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > largest:
        raise ApiError(413, "Request Entity Too Large")
    return upload


def _kept(world: World, upload: Upload | str) -> Raw:
    if isinstance(upload, Upload):
        return dict(world.keep(upload).raw)
    if found := world.files.get(upload):
        return dict(found.raw)
    if not upload.startswith(("http://", "https://")):
        raise bad_request("wrong file identifier/HTTP URL specified")
    name = upload.rpartition("/")[2]
    return dict(world.keep(Upload(name, b"", "application/octet-stream")).raw)


METHODS = {
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendvoice": send_voice,
    "sendaudio": send_audio,
    "getfile": get_file,
}
