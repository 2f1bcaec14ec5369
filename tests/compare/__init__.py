"""Tests of comparing and of series over time."""
