"""Parsers of somebody else's file as data/child.py runs them: a good one and all kinds of bad ones."""

from __future__ import annotations

import os
import socket
from pathlib import Path


def counts(payload: bytes) -> bytes:
    """The good one."""
    return str(len(payload)).encode()


def refuses(_payload: bytes) -> bytes:
    """Says what is wrong with the file."""
    raise ValueError("Arket Tabel 1 har ingen kolonne År")


def fills_memory(_payload: bytes) -> bytes:
    """A bomb of a workbook."""
    held = []
    while True:
        held.append(bytearray(50_000_000))


def never_ends(_payload: bytes) -> bytes:
    """A formula that leads to itself."""
    while True:
        pass


def sleeps(_payload: bytes) -> bytes:
    """Waits for something that never comes, without using the processor."""
    receiver, sender = socket.socketpair()
    with sender:
        return receiver.recv(1)


def crashes(_payload: bytes) -> bytes:
    """A library that falls over."""
    os.abort()


def breaks(_payload: bytes) -> bytes:
    """An error nobody foresaw."""
    raise RuntimeError("cpr 010190-1234")


def writes_a_file(payload: bytes) -> bytes:
    """What a parser never needs."""
    Path(payload.decode()).write_text("x" * 100)
    return b""


def tells_secrets(_payload: bytes) -> bytes:
    """What the child knows of the server's environment."""
    return "\n".join(sorted(os.environ)).encode()


def pours_out(_payload: bytes) -> bytes:
    """More than anybody asked for."""
    return b"x" * 3_000_000
