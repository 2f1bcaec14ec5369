"""What stands in the corner of every page: the other language, the look, and help for the page."""

from __future__ import annotations

from pages.kit import help_texts, language, look, theme
from pages.kit.language import tr
from pages.kit.register import Screen


def show(screen: Screen) -> None:
    """Draw it for the page. service/memory.js makes its switches keep the view."""
    other = next(key for key in language.LANGUAGES if key != language.current())
    theme.render(
        "kit/corner.html",
        title=tr(screen.title),
        help=help_texts.of_screen(screen),
        other_language=other,
        other_name=language.LANGUAGES[other],
        look=look.current(),
        looks=[(key, tr(name)) for key, name in look.NAMES.items()],
    )
