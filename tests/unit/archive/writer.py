"""A process that adds accounts until it is stopped, and prints what is stored.

writer.py FOLDER FIRST STEP PER_CALL [LAST]
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from compare.archive import index, segments
from compare.archive.store import Archive
from tests.unit.archive.conftest import made_up


def main() -> None:
    folder, first, step, per_call = sys.argv[1], *map(int, sys.argv[2:5])
    last = int(sys.argv[5]) if len(sys.argv) > 5 else 10**9
    # Small enough that segments are written and merged all the time.
    index.WAITING = segments._SMALLEST = 300
    with Archive(folder) as archive:
        number = first
        while number < last:
            accounts = [made_up(number + step * at) for at in range(per_call)]
            for added in archive.add(accounts, events=False):
                print(added.id, flush=True)
            number += step * per_call


if __name__ == "__main__":
    main()
