"""`python -m pages.locale`: bring the catalogues up to date with the code and the newest build, and say what lacks a translation."""

from __future__ import annotations

import sys

from pages.locale import catalogues
from queries.connection import Database, build_folder, choose_version


def main() -> int:
    """0 when every text is translated, 1 otherwise."""
    choice = choose_version(build_folder())
    database = Database(choice.path, choice.version)
    missing = {
        "screens": catalogues.write("screens", catalogues.screens()),
        "content": catalogues.write("content", catalogues.content(database)),
    }
    for domain, texts in missing.items():
        for text in texts:
            print(f"{domain}: {text}")
    print(", ".join(f"{domain}: {len(texts)} without a translation" for domain, texts in missing.items()))
    return 1 if any(missing.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
