"""Check the rules of the house: `python tools/tidy.py`.

Prints `path:line rule: message; cure` for what breaks one, and fails on any. The rules are in tools/house,
each a function under twenty lines. Standard library only, so that it runs anywhere.
"""

import argparse
import sys
from pathlib import Path

from house import RULES, House, findings, spread


def main() -> int:
    """Print what breaks a rule; 1 when anything does."""
    options = argparse.ArgumentParser(description="Check the rules of the house.")
    options.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    house = House(options.parse_args().root)
    found = sorted(findings(house))
    for path, line, message in found:
        print(f"{path}:{line} {message}")
    median, p90, count = spread(house)
    print(
        f"tidy: {len(found)} findings by {len(RULES)} rules in {len(house.files)} files; "
        f"{count} functions, median {median} lines, p90 {p90}",
        file=sys.stderr,
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
