"""What Prometheus reads at /metrics. Counts and times only: no addresses, no names, no search words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
REGISTRY = CollectorRegistry()
# The moment a counter was made, once per counter and label: nobody asks for it.
disable_created_metrics()  # type: ignore[no-untyped-call]

RERUNS = Counter("monitor_reruns", "Runs of a page that were begun", ["page"], registry=REGISTRY)
RERUN_SECONDS = Histogram(
    "monitor_rerun_seconds", "From the first to the last line of a page", ["page"], registry=REGISTRY,
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip
REFUSALS = Counter("monitor_refusals", "Pages that were not shown to the visitor", ["reason"], registry=REGISTRY)
SCRIPT_ERRORS = Counter("monitor_script_errors", "Runs that ended in an error nobody foresaw", registry=REGISTRY)
QUERY_SECONDS = Histogram(
    "monitor_query_seconds", "Time of a question to the database; answers from the cache are not counted", ["question"], registry=REGISTRY,
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5),
)  # fmt: skip
LOAD_ERRORS = Counter("monitor_load_errors", "Times a database file or a load of figures could not be used", ["reason"], registry=REGISTRY)
DATA_INFO = Gauge("monitor_data_info", "The data version in force", ["version"], registry=REGISTRY)
DATA_FALLBACK = Gauge("monitor_data_fallback", "1 while an earlier version is shown because the newest cannot be read", registry=REGISTRY)
LEDGER_FAULT = Gauge("monitor_ledger_fault", "1 while the list of what officers recorded is lost, cut or damaged", registry=REGISTRY)
SERVER_INFO = Gauge("monitor_server_info", "How the server was tuned at its start", ["loop", "frozen_objects"], registry=REGISTRY)
ProcessCollector(registry=REGISTRY)
_said: dict[str, str] = {}


class _Sessions(Collector):
    """Sessions are counted by the framework; they are read when somebody asks."""

    def collect(self) -> Iterator[Metric]:
        from streamlit import runtime

        sessions = GaugeMetricFamily("monitor_sessions", "Browser sessions that are connected")
        if runtime.exists():
            families: Mapping[str, Any] = runtime.get_instance().stats_mgr.get_stats(family_names=["active_sessions"])
            sessions.add_metric([], sum(stat.value for stat in families.get("active_sessions", ())))
        yield sessions


REGISTRY.register(_Sessions())


def data_version(version: str, fallback: bool) -> None:
    """Say which version is in force, and whether it is the one before because the newest cannot be read."""
    if _said.get("version") != version:
        DATA_INFO.clear()
        DATA_INFO.labels(version=version).set(1)
        _said["version"] = version
    DATA_FALLBACK.set(1 if fallback else 0)


def text() -> bytes:
    """All metrics in Prometheus' text format."""
    return generate_latest(REGISTRY)
