"""A process that writes one report over another until it is stopped.

writer.py TARGET FOLDER ... : each folder holds the files of one report; they are written in turn.
"""

from __future__ import annotations

import sys
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from compare.workflow import _write


def main() -> None:
    target, *folders = map(Path, sys.argv[1:])
    reports = [
        {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in folders
    ]
    for files in cycle(reports):
        _write(target, files)
        print("written", flush=True)


if __name__ == "__main__":
    main()
