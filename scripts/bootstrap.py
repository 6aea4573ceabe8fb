"""Puts uv into `.venv/bin` from the package registry, with nothing but python3 on the machine.

Debian's python3 has neither pip nor ensurepip, so the wheel is fetched and unpacked here.
"""

import hashlib
import html
import io
import platform
import re
import subprocess
import sys
import sysconfig
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

UV_VERSION = "0.13.9"
INDEX = "https://pypi.org/simple"
VENV = Path(".venv")
_MACHINES = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}


def main() -> None:
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        if not (VENV / "bin" / "python").exists():
            subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], check=True)
        part = uv.with_suffix(".part")  # an interrupted download leaves no half a program
        part.write_bytes(_binary(_wheel()))
        part.chmod(0o755)
        part.replace(uv)


def _wheel() -> bytes:
    """The wheel for this machine, as the index publishes it (PEP 503)."""
    with urllib.request.urlopen(f"{INDEX}/uv/") as answer:
        page = answer.read().decode()
    links: list[str] = re.findall(rf'href="([^"]+/uv-{re.escape(UV_VERSION)}-[^"]+)"', page)
    link = next((link for tag in _tags() for link in links if tag in link), None)
    if link is None:
        sys.exit(f"No uv {UV_VERSION} for {platform.platform()} at {INDEX}")
    url, _, digest = html.unescape(link).partition("#sha256=")
    with urllib.request.urlopen(urllib.parse.urljoin(f"{INDEX}/uv/", url)) as answer:
        wheel: bytes = answer.read()
    if hashlib.sha256(wheel).hexdigest() != digest:
        sys.exit(f"{url} did not arrive as published; try again")
    return wheel


def _tags() -> list[str]:
    machine = _MACHINES.get(platform.machine().lower(), platform.machine())
    if sysconfig.get_platform().startswith("macosx"):
        return [f"macosx_11_0_{'arm64' if machine == 'aarch64' else 'x86_64'}", "macosx_10_12"]
    return [f"manylinux_2_17_{machine}", f"manylinux_2_28_{machine}", f"musllinux_1_1_{machine}"]


def _binary(wheel: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        name = next(n for n in archive.namelist() if n.endswith("/scripts/uv"))
        return archive.read(name)


if __name__ == "__main__":
    main()
