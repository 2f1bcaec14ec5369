"""Pages in AppTest as these tests use them: open, read, fill in, press."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from data.pointer import read_pointer
from data.releases.commit import Folders
from queries.connection import Database

ROOT = Path(__file__).resolve().parents[2]


def opened(page: str, **link: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / page / "page.py"), default_timeout=300)
    for name, value in link.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    """All text the page shows, markup taken out."""
    kinds = (app.markdown, app.title, app.header, app.subheader, app.caption, app.info, app.warning, app.error, app.success)
    parts = [element.value for kind in kinds for element in kind]
    parts += [element.proto.body for element in app.get("html") if "<style>" not in element.proto.body]
    return html.unescape(re.sub(r"<[^>]*>", " ", "\n".join(str(part) for part in parts)))


def field(app: AppTest, name: str, about: str = "_new_") -> Any:
    """The field whose key ends in `name`, of the form for a new entry or for the one whose id is in `about`."""
    for kind in ("selectbox", "text_area", "text_input", "date_input", "time_input"):
        for element in getattr(app, kind):
            if str(element.key).endswith(f"_{name}") and about in str(element.key):
                return element
    raise KeyError(name)


def press(app: AppTest, label: str, number: int = 0) -> AppTest:
    [button for button in app.button if button.label == label][number].click()
    app.run()
    assert not app.exception
    return app


def send(app: AppTest, about: str = "_new_") -> AppTest:
    """Press the form's own button."""
    next(button for button in app.button if str(button.key).endswith("_send") and about in str(button.key)).click()
    app.run()
    assert not app.exception
    return app


def answer(folders: Folders, question: str, **parameters: Any) -> list[dict[str, Any]]:
    """What the version in force answers."""
    version = read_pointer(folders.build)
    assert version is not None
    database = Database(version.published, version.version)
    try:
        return [{str(name): value for name, value in row.items()} for row in database.ask(question, **parameters).to_dict("records")]
    finally:
        database.close()
