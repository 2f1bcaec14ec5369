"""The image: its steps rehearsed without a container engine, and what compose and Kubernetes are told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.service.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


def may_mount() -> bool:
    """Whether this process may make mount namespaces: root, or a system with user namespaces."""
    rights = [] if os.geteuid() == 0 else ["--map-root-user"]
    return bool(shutil.which("unshare")) and subprocess.run(["unshare", "--mount", *rights, "true"], check=False).returncode == 0


@pytest.mark.audit
def test_image_built_and_run_as_an_operator_would() -> None:
    if os.geteuid() != 0 or not may_mount():
        pytest.skip("rehearsing the image as another user needs root and mount namespaces; build it with a container engine instead")
    command = [sys.executable, "deploy/rehearse.py", "--venv", sys.prefix, "--port", str(free_port())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for check in (
        "healthy", "runs as 10001 and nobody else", "has no capabilities and can get none", "cannot write its own files",
        "can write its volume and /tmp", "serves pages marked as Danish", "left the volume as it was",
    ):  # fmt: skip
        assert f"ok: {check}" in done.stdout, check
    assert done.stdout.rstrip().endswith("The image's steps hold.")


def test_everything_the_server_imports_is_in_the_image() -> None:
    copied = set(re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.MULTILINE))
    names = {name for line in copied for name in line.split()}
    rooms = {path.name for path in ROOT.iterdir() if path.is_dir() and (path / "__init__.py").exists()} - {"tests", "benchmarks"}
    assert rooms | {"app.py", "server.py", ".streamlit", "requirements.txt", "constraints.txt"} <= names
    assert not {"tests", "benchmarks", ".git", "."} & names


def test_secrets_and_local_databases_stay_out_of_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert {".git", "data/build", "data/register", ".streamlit/secrets.toml", ".venv"} <= set(ignored)
    assert not re.search(r"(?i)^(ENV|ARG) .*(secret|password|token)", DOCKERFILE, re.MULTILINE)


def test_image_says_user_port_volume_and_health() -> None:
    last = DOCKERFILE.split("FROM ")[-1]
    for line in ("USER 10001:10001", "EXPOSE 8080", "VOLUME /data", "STOPSIGNAL SIGTERM"):
        assert f"\n{line}\n" in last
    assert "HEALTHCHECK" in last
    assert last.index("USER") > last.rindex("RUN")


def test_compose_takes_every_right_away() -> None:
    service = yaml.safe_load((ROOT / "compose.yml").read_text("utf-8"))["services"]["monitor"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] == "10001:10001"
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["volumes"] == ["data:/data"]
    assert service["mem_limit"]
    assert not [name for name in service["environment"] if "SECRET" in name]


def test_kubernetes_takes_every_right_away_and_asks_the_right_doors() -> None:
    documents: list[dict[str, Any]] = list(yaml.safe_load_all((ROOT / "deploy/kubernetes.yaml").read_text("utf-8")))
    kinds = {document["kind"]: document for document in documents}
    assert set(kinds) == {"PersistentVolumeClaim", "Deployment", "Service", "Ingress"}
    deployment = kinds["Deployment"]["spec"]
    assert (deployment["replicas"], deployment["strategy"]["type"]) == (1, "Recreate")
    pod = deployment["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] == 10001
    assert pod["automountServiceAccountToken"] is False
    [container] = pod["containers"]
    rights = container["securityContext"]
    assert rights == {"readOnlyRootFilesystem": True, "allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
    assert container["readinessProbe"]["httpGet"]["path"] == "/healthz"
    assert container["livenessProbe"]["httpGet"]["path"] == "/_stcore/health"
    assert {mount["mountPath"] for mount in container["volumeMounts"]} == {"/data", "/tmp"}  # noqa: S108
    assert not [entry for entry in container["env"] if "SECRET" in entry["name"]]


def test_proxy_example_passes_websockets_and_keeps_the_numbers_inside() -> None:
    text = (ROOT / "deploy/nginx.conf").read_text("utf-8")
    for line in (
        "proxy_set_header Upgrade $http_upgrade;", "proxy_set_header Host $host;", "proxy_set_header X-Forwarded-Proto $scheme;",
        "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;", "client_max_body_size 21m;",
    ):  # fmt: skip
        assert line in text
    assert re.search(r"location ~ \^/\(metrics\|healthz\|.*return 404", text)
