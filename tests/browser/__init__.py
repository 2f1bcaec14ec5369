"""Tests in a real browser of what only a browser shows."""
