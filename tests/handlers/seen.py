"""What people saw on Zalo, for scripts/screens.py, where that is asked for."""

import json
from pathlib import Path

import pytest

from content.channels import ZALO_BOT
from tests.chat import Town


def write_down(town: Town, request: pytest.FixtureRequest) -> None:
    """Where there is no folder for it, or nobody was on Zalo, nothing is kept."""
    folder = request.config.getoption("--screens")
    if folder and ZALO_BOT in town.platforms:
        phones = town.platforms[ZALO_BOT].server.phones.values()
        seen = [[message.text for message in phone.received] for phone in phones]
        file = Path(folder) / f"{request.node.name[:60].replace('/', '_')}-{id(town)}.json"
        file.write_text(json.dumps({"of": request.path.stem, "seen": seen}, ensure_ascii=False))
