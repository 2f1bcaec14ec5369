"""Tests of the map and address pages."""
