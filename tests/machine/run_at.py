"""`python -m bot run` on a day that is not today, and without its scheduler: what is due on which
day is for `tick`.
"""

import sys
from datetime import datetime

from bot.app import ALL_PARTS, Part
from bot.clock import Clock
from bot.service import serve
from bot.terminal import finish, settings_with_channel

if __name__ == "__main__":
    clock = Clock()
    clock.move_to(datetime.fromisoformat(sys.argv[1]))
    finish(serve(settings_with_channel(), ALL_PARTS - {Part.SCHEDULER}, clock))
