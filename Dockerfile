# The monitor as one small image: a non-root user, a root file system that can be read-only, port 8080, data on a volume.
# deploy/rehearse.py runs these same steps where there is no container engine, and a test runs it.
# Pin the base by digest when the image is released (docs/operations.md).
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements.txt constraints.txt ./
RUN python3 -m venv /venv && /venv/bin/python -m pip install --quiet --requirement requirements.txt
COPY app.py server.py LICENSE ./
COPY .streamlit .streamlit
COPY data data
COPY geo geo
COPY queries queries
COPY pages pages
COPY service service
COPY deploy/start.sh deploy/probe.py deploy/
# An image that could not build its data would only say so at its first start.
RUN MONITOR_BUILD_DIR=/tmp/build /venv/bin/python -m data build && rm -rf /tmp/build
# The running container installs nothing, and may not write: the bytecode is made here, because compiling at every start
# costs three seconds.
RUN /venv/bin/python -m pip uninstall --quiet --yes pip setuptools
RUN /venv/bin/python -m compileall -q -j 0 /venv/lib /app

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="Boligsocial Monitor" org.opencontainers.image.licenses="MIT"
ENV PATH=/venv/bin:/usr/local/bin:/usr/bin:/bin HOME=/tmp PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
ENV STREAMLIT_SERVER_ADDRESS=0.0.0.0 STREAMLIT_SERVER_PORT=8080
ENV MONITOR_BUILD_DIR=/data/build MONITOR_STATE_DIR=/data/state MONITOR_LOG_FORMAT=json
RUN mkdir -p /data && chown 10001:10001 /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-S", "/app/deploy/probe.py"]
ENTRYPOINT ["/bin/sh", "/app/deploy/start.sh"]
