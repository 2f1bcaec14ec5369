"""The container's health check: exit code 0 when /healthz says so. Standard library only, so that it starts at once."""

import http.client
import os
import sys

connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("STREAMLIT_SERVER_PORT", "8080")), timeout=4)
try:
    connection.request("GET", "/healthz")
    sys.exit(0 if connection.getresponse().status == 200 else 1)
except OSError:
    sys.exit(1)
