"""Says whether the tables in code and the migrations tell the same story."""

import asyncio
import sys
import tempfile
from pathlib import Path

from storage.migrate import has_drift, upgrade


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'drift.db'}"
        await upgrade(url)
        differences = await has_drift(url)
    for difference in differences:
        print(difference)
    print(f"{len(differences)} difference(s) between tables and migrations")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    asyncio.run(main())
