"""Running the monitor: settings, who may log in, health, metrics, logs and what goes around every request.

Knows the questions of queries/ and nothing about pages/ or data/; server.py puts it around the app.
"""
