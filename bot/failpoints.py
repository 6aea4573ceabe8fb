"""Named points where a test may kill the process. Never armed outside of tests."""

import os
import signal

_armed: dict[str, int] = {}  # name → passages left


def arm(name: str, passage: int) -> None:
    """Let the process die by SIGKILL, as in a power cut, at the n-th passage of a point."""
    _armed[name] = passage


def reach(name: str) -> None:
    """Pass a point. The process ends here when a test asked for it."""
    if not _armed or name not in _armed:
        return
    _armed[name] -= 1
    if _armed[name] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
