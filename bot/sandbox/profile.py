"""How the bot presents itself: commands by scope and language, name and descriptions."""

import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.errors import bad_request
from bot.sandbox.world import Raw

_SCOPES = (
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators",
    "chat", "chat_administrators", "chat_member",
)  # fmt: skip
_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_MOST_COMMANDS = 100
_LONGEST_COMMAND = 32
_LONGEST_DESCRIPTION = 256
_FIELDS = {"name": 64, "description": 512, "short_description": 120}

Key = tuple[str, int, int, str]  # scope, chat, user, language


class Profile:
    """What setMyCommands and its relatives keep."""

    def __init__(self, name: str) -> None:
        self.commands: dict[Key, list[Raw]] = {}
        self.words: dict[tuple[str, str], str] = {("name", ""): name}

    def methods(self) -> dict[str, Callable[[Arguments], Any]]:
        found: dict[str, Callable[[Arguments], Any]] = {
            "setmycommands": self.set_commands,
            "getmycommands": lambda args: self.commands.get(_key(args), []),
            "deletemycommands": self.delete_commands,
        }
        for field in _FIELDS:
            method = "my" + field.replace("_", "")
            found[f"set{method}"] = self._setter(field)
            found[f"get{method}"] = self._getter(field)
        return found

    def set_commands(self, args: Arguments) -> bool:
        given = args.json("commands", "commands")
        if not isinstance(given, list):
            raise bad_request("expected an Array of BotCommand")
        if len(given) > _MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self.commands[_key(args)] = [_command(command) for command in given]
        return True

    def delete_commands(self, args: Arguments) -> bool:
        self.commands.pop(_key(args), None)
        return True

    def shown_to(self, chat_id: int, language: str) -> list[Raw]:
        """The commands a person sees: the narrowest scope that has any, their language first."""
        for scope, chat in (("chat", chat_id), ("all_private_chats", 0), ("default", 0)):
            for code in (language, ""):
                if found := self.commands.get((scope, chat, 0, code)):
                    return found
        return []

    def _setter(self, field: str) -> Callable[[Arguments], bool]:
        def keep(args: Arguments) -> bool:
            words = args.text(field)
            if len(words) > _FIELDS[field]:
                raise bad_request(f"bot {field.replace('_', ' ')} is too long")
            self.words[field, _language(args)] = words
            return True

        return keep

    def _getter(self, field: str) -> Callable[[Arguments], Raw]:
        def look_up(args: Arguments) -> Raw:
            fallback = self.words.get((field, ""), "")
            return {field: self.words.get((field, _language(args))) or fallback}

        return look_up


def _command(given: Any) -> Raw:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = _field(given, "command").removeprefix("/")
    _check_command(name)
    description = _field(given, "description")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > _LONGEST_DESCRIPTION:
        raise bad_request(f"command description length must not exceed {_LONGEST_DESCRIPTION}")
    return {"command": name, "description": description}


def _check_command(name: str) -> None:
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > _LONGEST_COMMAND:
        raise bad_request(f"command length must not exceed {_LONGEST_COMMAND}")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")


def _field(given: Raw, field: str) -> str:
    value = given.get(field)
    if not isinstance(value, str):
        raise bad_request(f"can't parse BotCommand: can't find field \"{field}\"")
    return value.strip()


def _key(args: Arguments) -> Key:
    scope = args.json("scope", "BotCommandScope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    ids = Arguments(scope)
    return scope["type"], ids.integer("chat_id"), ids.integer("user_id"), _language(args)


def _language(args: Arguments) -> str:
    language = args.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language
