"""Tests of benchmarks/, and of what was made fast for them."""
