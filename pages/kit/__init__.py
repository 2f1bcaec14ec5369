"""Shared parts of the screens: guard, choices, charts, tables, formats, theme, texts, downloads."""
