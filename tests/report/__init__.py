"""The reports as Word files."""
