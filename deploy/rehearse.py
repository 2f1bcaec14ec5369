#!/usr/bin/env python3
"""Build and run the Dockerfile's steps without a container engine: in a clean folder, on Linux, standard library only.

    deploy/rehearse.py                    everything as the Dockerfile says, packages installed anew (some minutes)
    deploy/rehearse.py --venv .venv       the packages of an environment that is there (seconds; what the test does)

Each stage gets a root of its own in a mount namespace, with this machine's /usr for the base image. The result is run as
the image's user without any capability, root file system read-only, /tmp in memory, the data folder as the only place
that can be written; then it is asked what an operator would ask. Needs the right to make mount namespaces (root, or
user namespaces). Nothing outside the folder is touched and all mounts vanish with the process.
"""

from __future__ import annotations

import argparse
import fnmatch
import http.client
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_START_SECONDS = 120
# Found before the search path becomes the image's.
CHROOT = shutil.which("chroot", path="/usr/sbin:/usr/bin:/sbin:/bin") or "chroot"


class RehearsalError(Exception):
    """A step or a check failed; the message says which."""


@dataclass
class Stage:
    """One FROM of the Dockerfile and what was said in it."""

    name: str
    root: Path
    env: dict[str, str] = field(default_factory=lambda: {"PATH": "/usr/local/bin:/usr/bin:/bin"})
    workdir: str = "/"
    user: str = "0:0"
    said: dict[str, str] = field(default_factory=dict)


def parse(path: Path) -> list[tuple[str, str]]:
    """Instructions of a Dockerfile in order: name and the rest of the line."""
    lines = [line for line in path.read_text("utf-8").replace("\\\n", " ").splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0].upper(), line.split(None, 1)[1].strip()) for line in lines]


def sh(*command: str) -> None:
    """Run a command of this machine."""
    subprocess.run(command, check=True)


def base_image(root: Path, venv: Path | None) -> None:
    """This machine's system files, read-only, and nothing of its users."""
    for name in ("usr", "etc", "proc", "dev", "tmp", "opt", "var", "run", "root"):
        (root / name).mkdir(parents=True, exist_ok=True)
    (root / "tmp").chmod(0o1777)
    for name in ("bin", "sbin", "lib", "lib64"):
        if Path("/", name).is_symlink():
            (root / name).symlink_to(Path("/", name).readlink())
        else:
            bind(Path("/", name), root / name)
    bind(Path("/usr"), root / "usr")
    # Where this machine keeps its packages for pip, when it keeps them itself.
    bind(Path("/opt"), root / "opt")
    for name in ("passwd", "group", "hosts", "resolv.conf", "nsswitch.conf", "pip.conf", "ld.so.cache"):
        if Path("/etc", name).exists():
            shutil.copy(f"/etc/{name}", root / "etc" / name)
    bind(Path("/etc/ssl"), root / "etc/ssl")
    for name in ("null", "zero", "random", "urandom"):
        (root / "dev" / name).touch()
        sh("mount", "--bind", f"/dev/{name}", str(root / "dev" / name))
    (root / "dev/shm").mkdir()
    sh("mount", "-t", "tmpfs", "-o", "size=64m,mode=1777", "tmpfs", str(root / "dev/shm"))
    sh("mount", "--rbind", "/proc", str(root / "proc"))
    if venv is not None:
        for source, target in ((venv, Path("/venv")), *((Path(part), Path(part)) for part in interpreter_of(venv))):
            bind(source, root / target.relative_to("/"))


def interpreter_of(venv: Path) -> list[str]:
    """The folders of the Python that an environment was made with, unless they are in /usr already."""
    code = "import sys; print(sys.base_prefix)"
    prefix = subprocess.run([venv / "bin/python", "-c", code], check=True, capture_output=True, text=True).stdout.strip()
    return [] if prefix.startswith("/usr") else [prefix]


def bind(source: Path, target: Path) -> None:
    """Show a folder at another place, read-only."""
    target.mkdir(parents=True, exist_ok=True)
    sh("mount", "--bind", str(source), str(target))
    sh("mount", "-o", "remount,bind,ro", str(target))


class Rehearsal:
    """The Dockerfile's stages built in `place`."""

    def __init__(self, place: Path, venv: Path | None) -> None:
        self.place, self.venv = place, venv
        self.stages: dict[str, Stage] = {}
        self.ignored = [line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line and not line.startswith("#")]

    def build(self) -> Stage:
        """Take every instruction; gives the last stage."""
        stage: Stage | None = None
        for instruction, rest in parse(ROOT / "Dockerfile"):
            if instruction == "FROM":
                name = rest.split(" AS ")[1] if " AS " in rest else "final"
                stage = self.stages[name] = Stage(name, self.place / name)
                base_image(stage.root, self.venv)
                continue
            assert stage is not None
            started = time.monotonic()
            self.take(stage, instruction, rest)
            print(f"  {instruction:11} {rest[:90]}  ({time.monotonic() - started:.1f} s)", flush=True)
        assert stage is not None
        return stage

    def take(self, stage: Stage, instruction: str, rest: str) -> None:
        """Do what one instruction says."""
        if instruction == "ENV":
            stage.env |= dict(part.split("=", 1) for part in shlex.split(rest))
        elif instruction == "WORKDIR":
            stage.workdir = rest
            inside(stage.root, rest).mkdir(parents=True, exist_ok=True)
        elif instruction == "USER":
            stage.user = rest
        elif instruction == "COPY":
            self.copy(stage, shlex.split(rest))
        elif instruction == "RUN":
            # The first start builds the data as well.
            if self.venv is None or not any(word in rest for word in ("pip ", "compileall", "data build")):
                self.run(stage, rest)
        elif instruction in ("EXPOSE", "VOLUME", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "LABEL"):
            stage.said[instruction] = rest
        else:
            raise RehearsalError(f"{instruction} is not known here")

    def copy(self, stage: Stage, words: list[str]) -> None:
        """COPY, from the repository without what .dockerignore names, or from an earlier stage."""
        source_root = ROOT
        if words[0].startswith("--from="):
            source_root = self.stages[words.pop(0).removeprefix("--from=")].root
        *sources, target = words
        for name in sources:
            source = inside(source_root, name) if source_root != ROOT else ROOT / name
            goal = inside(stage.root, os.path.join(stage.workdir, target))
            if source_root != ROOT and self.venv is not None and name == "/venv":
                continue
            if source.is_dir():
                shutil.copytree(source, goal, symlinks=True, dirs_exist_ok=True, ignore=self.leave_out if source_root == ROOT else None)
            else:
                folder = goal if target.endswith("/") else goal.parent
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, goal / source.name if target.endswith("/") else goal)

    def leave_out(self, folder: str, names: list[str]) -> set[str]:
        """Names in a folder of the repository that .dockerignore leaves out."""
        places = {name: str((Path(folder) / name).relative_to(ROOT)) for name in names}
        patterns = [pattern.removeprefix("**/") for pattern in self.ignored]
        return {name for name, place in places.items() if any(fnmatch.fnmatch(place, p) or fnmatch.fnmatch(name, p) for p in patterns)}

    def run(self, stage: Stage, command: str) -> None:
        """RUN, as root of the stage and nothing else."""
        passed = {name: value for name, value in os.environ.items() if name.startswith("PIP_") or name.lower().endswith("_proxy")}
        words = [CHROOT, str(stage.root), "/bin/sh", "-c", f"cd {shlex.quote(stage.workdir)} && {command}"]
        done = subprocess.run(words, env={**passed, **stage.env}, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RehearsalError(f"RUN {command}\n{done.stdout}{done.stderr}")


def inside(root: Path, path: str) -> Path:
    """A path of the stage as a path of this machine."""
    return root / path.lstrip("/")


class Container:
    """The image running: its user, no capabilities, a root that cannot be written, a volume."""

    def __init__(self, stage: Stage, volume: Path, port: int, writable: bool) -> None:
        self.stage, self.port = stage, port
        uid, gid = stage.user.split(":")
        sh("mount", "--bind", str(volume), str(inside(stage.root, "/data")))
        if not writable:
            sh("mount", "-o", "remount,bind,ro", str(inside(stage.root, "/data")))
        rights = ["/usr/bin/setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--bounding-set=-all", "--no-new-privs"]
        self.prefix = [CHROOT, str(stage.root), *rights, "/bin/sh", "-c", f'cd {stage.workdir} && exec "$@"', "sh"]
        self.env = {**stage.env, "STREAMLIT_SERVER_PORT": str(port)}
        self.log = tempfile.TemporaryFile("w+")
        entry = json.loads(stage.said["ENTRYPOINT"])
        self.process = subprocess.Popen([*self.prefix, *entry], env=self.env, stdout=self.log, stderr=subprocess.STDOUT)

    def command(self, *words: str) -> int:
        """Exit code of a command in the running container, as its user."""
        done = subprocess.run([*self.prefix, *words], env=self.env, capture_output=True, check=False)
        return done.returncode

    def healthy(self) -> float:
        """Seconds until the image's own HEALTHCHECK says so."""
        started = time.monotonic()
        check = json.loads(self.stage.said["HEALTHCHECK"].split("CMD", 1)[1])
        while self.command(*check):
            if self.process.poll() is not None or time.monotonic() - started > _START_SECONDS:
                raise RehearsalError(f"not healthy:\n{self.written()}")
            time.sleep(0.2)
        return time.monotonic() - started

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a page, asked for from outside."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def written(self) -> str:
        """What the container has printed."""
        self.log.seek(0)
        return self.log.read()

    def stop(self) -> float:
        """Seconds until it ended by itself after the image's stop signal."""
        started = time.monotonic()
        self.process.send_signal(getattr(signal, self.stage.said["STOPSIGNAL"]))
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise RehearsalError("does not stop within ten seconds") from None
        sh("umount", str(inside(self.stage.root, "/data")))
        return time.monotonic() - started


def expect(what: str, holds: bool) -> None:
    """One check of the running image."""
    if not holds:
        raise RehearsalError(f"FAILED: {what}")
    print(f"  ok: {what}", flush=True)


def try_out(stage: Stage, place: Path, port: int) -> None:
    """Start the image on an empty volume, look at it from inside and outside, stop it, start it again on the volume read-only."""
    uid = int(stage.user.split(":")[0])
    volume = place / "volume"
    volume.mkdir()
    data = inside(stage.root, "/data").stat()
    os.chown(volume, data.st_uid, data.st_gid)
    seal(stage.root)
    first = Container(stage, volume, port, writable=True)
    print(f"  ok: healthy {first.healthy():.1f} s after the start on an empty volume")
    status = dict(line.split(":\t", 1) for line in Path(f"/proc/{server_of(first)}/status").read_text().splitlines() if ":\t" in line)
    expect(f"runs as {uid} and nobody else", set(status["Uid"].split()) == {str(uid)})
    expect("has no capabilities and can get none", int(status["CapEff"], 16) == 0 and status["NoNewPrivs"].strip() == "1")
    expect("cannot write its own files", first.command("sh", "-c", "echo x > /app/x") != 0)
    expect("cannot write its packages", first.command("sh", "-c", "echo x > /venv/x") != 0)
    expect("can write its volume and /tmp", first.command("sh", "-c", "echo x > /data/x && rm /data/x && echo x > /tmp/x") == 0)
    code, page = first.get("/")
    expect("serves pages marked as Danish", code == 200 and '<html lang="da"' in page)
    expect("serves metrics", "monitor_data_info" in first.get("/metrics")[1])
    version = json.loads(first.get("/healthz")[1])["version"]
    expect("logs lines of JSON", any(json.loads(line)["message"] == "started" for line in first.written().splitlines() if line[:1] == "{"))
    print(f"  ok: stopped after {first.stop():.1f} s")
    before = {path.name: path.stat().st_mtime_ns for path in (volume / "build").iterdir()}
    second = Container(stage, volume, port, writable=False)
    print(f"  ok: healthy {second.healthy():.1f} s after a start on the same volume, read-only")
    expect("shows the same version", json.loads(second.get("/healthz")[1]) == {"status": "ok", "version": version})
    second.stop()
    expect("left the volume as it was", {path.name: path.stat().st_mtime_ns for path in (volume / "build").iterdir()} == before)


def seal(root: Path) -> None:
    """From here on the root file system is read-only, with /tmp in memory."""
    sh("mount", "--rbind", str(root), str(root))
    sh("mount", "-o", "remount,bind,ro", str(root))
    sh("mount", "-t", "tmpfs", "-o", "size=64m,mode=1777", "tmpfs", str(root / "tmp"))


def server_of(container: Container) -> int:
    """Process of the server: the entry point has made room for it."""
    return container.process.pid


def size(path: Path) -> int:
    """Megabytes below a path."""
    return sum(file.lstat().st_size for file in path.rglob("*") if file.is_file() and not file.is_symlink()) // 1_000_000


def main() -> int:
    """Rehearse; 0 when every step and check held."""
    parser = argparse.ArgumentParser(description="Rehearse the Dockerfile without a container engine.")
    parser.add_argument("--venv", type=Path, help="use the packages of this environment instead of installing them")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--place", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.place is None:
        return in_own_namespace()
    print("Building:", flush=True)
    try:
        final = Rehearsal(chosen.place, chosen.venv and chosen.venv.resolve()).build()
        if chosen.venv is None:
            print(f"Size: packages {size(final.root / 'venv')} MB, application {size(final.root / 'app')} MB, on top of the base image")
        print("Running:", flush=True)
        try_out(final, chosen.place, chosen.port)
    except RehearsalError as error:
        print(error, file=sys.stderr)
        return 1
    print("The image's steps hold.")
    return 0


def in_own_namespace() -> int:
    """Run this program again where its mounts are its own, and clear up when they are gone."""
    rights = [] if os.geteuid() == 0 else ["--map-root-user"]
    place = Path(tempfile.mkdtemp(prefix="rehearsal-"))
    place.chmod(0o755)
    command = ["unshare", "--mount", "--propagation", "private", *rights, sys.executable, *sys.argv, "--place", str(place)]
    try:
        return subprocess.run(command, check=False).returncode
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
