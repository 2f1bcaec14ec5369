"""Tests of the screens without a browser: words, numbers, charts, links, every page on every kind of data."""
