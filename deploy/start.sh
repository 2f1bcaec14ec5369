#!/bin/sh
# Start of the container: build the database into the volume when the image brings new content, then serve.
# A build that fails - a volume that is full or may only be read - stops nothing: what the volume holds is shown.
set -eu
python -m data build || echo "Databasen blev ikke bygget; den version, der er på drevet, vises." >&2
exec python -m streamlit run server.py
