"""The catalogues of the screen's other languages; `python -m pages.locale` brings them up to date with the code."""
