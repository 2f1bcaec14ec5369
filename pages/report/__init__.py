"""The reports as Word files: result evaluation, yearly report and the summary for a meeting, made from the published file."""
