"""Logs that say what happened and not to whom.

A line holds time, level, where it came from, a sentence, and for an error its kind and the lines of code it passed.
Addresses, e-mails and CPR numbers are masked wherever they turn up, and the message of an error is left out, because
it can hold what was in a file. MONITOR_LOG_DETAILS=1 brings messages back on a test machine; the masking stays.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import streamlit.logger

from service import settings

# Longer than any line of ours; what follows is left out before the patterns see it, because visitors can send any length.
_LONGEST = 4_000
# Every pattern takes time in proportion to its text (tests/service/test_patterns.py): what a visitor sends is logged too.
_MASKS = (
    (re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++[\w.+@-]*+"), "<e-mail>"),
    (re.compile(r"(?<!\d)[0-3]\d[01]\d\d{2}-?\d{4}(?!\d)"), "<cpr>"),
    (re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])"), "<ip>"),
    (re.compile(r"(?<![0-9A-Za-z:])(?:[0-9A-Fa-f]{1,4}:){3,7}[0-9A-Fa-f]{1,4}(?![0-9A-Za-z:])"), "<ip>"),
    # The same with zeros left out, as in ::1 and 2001:db8::1, and with the name of the interface.
    (re.compile(r"(?<![\w:])(?:{0}(?::{0}){{0,6}})?::(?:{0}(?::{0}){{0,6}})?(?:%\w{{1,15}})?(?![\w:])".format("[0-9A-Fa-f]{1,4}")), "<ip>"),
    (re.compile(r"(?i)\b(code|state|token|access_token|id_token|client_secret|cookie_secret|password|noegle)=[^\s&\"']+"), r"\1=<hidden>"),
    (re.compile(r"\beyJ[\w-]{10,}(?:\.[\w-]*)*"), "<token>"),
    # What somebody searched for or chose stands behind the question mark of an address.
    (re.compile(r"(?<=[\w/])\?[^\s\"']+"), "?<hidden>"),
)
_LINE_ENDS = {ord(letter): ascii(letter)[1:-1] for letter in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
_OURS = ("streamlit", "uvicorn", "websockets", "starlette", "authlib", "httpx", "monitor")
# What a LogRecord always has; everything else was given with extra= and belongs in the line.
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


def masked(text: str) -> str:
    """The text with what could point at a person replaced by what it was, cut after at most 4,000 characters."""
    text = _bounded(text)
    for pattern, name in _MASKS:
        text = pattern.sub(name, text)
    return text


def _bounded(text: str) -> str:
    """The beginning of a text that is too long, up to a blank: half an address would pass the masks."""
    if len(text) <= _LONGEST:
        return text
    *whole, _ = text[:_LONGEST].rsplit(None, 1) or [""]
    kept = "".join(whole)
    return f"{kept} <{len(text) - len(kept)} more characters>"


class Formatter(logging.Formatter):
    """One line per record, as JSON or as text, from the same fields."""

    def __init__(self, form: str, details: bool) -> None:
        super().__init__()
        self.form, self.details = form, details

    def format(self, record: logging.LogRecord) -> str:
        """The line of one record."""
        fields = self.fields(record)
        if self.form == "json":
            # In ASCII alone: some collectors end a line at U+2028 and its like.
            return json.dumps(fields, default=str)
        time, level, logger, message = (fields.pop(name) for name in ("time", "level", "logger", "message"))
        rest = " ".join(f"{name}={value}" for name, value in fields.items())
        # One record is one line, also when a name somebody sent holds the end of a line.
        return f"{time} {level:7} {logger}: {message} {rest}".rstrip().translate(_LINE_ENDS)

    def fields(self, record: logging.LogRecord) -> dict[str, Any]:
        """What is written of one record."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields: dict[str, Any] = {
            "time": when, "level": record.levelname.lower(), "logger": record.name, "message": masked(record.getMessage()),
        }  # fmt: skip
        fields |= {name: masked(str(value)) for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info and record.exc_info[1] is not None:
            fields |= self._error(record.exc_info[1], record.exc_info[2])
        return fields

    def _error(self, error: BaseException, trace: TracebackType | None) -> dict[str, Any]:
        frames = traceback.extract_tb(trace)
        named = {"error": type(error).__name__, "at": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[-8:]]}
        return named | ({"detail": masked(str(error))} if self.details else {})


def _short(path: str) -> str:
    """The path from the package or the project on; where the project lies is nobody's business."""
    for anchor in ("/site-packages/", "/lib/python"):
        if anchor in path:
            return path.rsplit(anchor, 1)[1]
    return "/".join(path.rsplit("/", 3)[-3:])


def configure() -> None:
    """Send every log of the server through the formatter, once, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_says_something)
    handler.setFormatter(Formatter(settings.text("MONITOR_LOG_FORMAT"), settings.text("MONITOR_LOG_DETAILS") == "1"))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
    # The framework and the server give each of their loggers a handler of its own; those would write past the formatter.
    # The framework does so too for every logger it makes later, so its way of doing it is replaced.
    streamlit.logger.setup_formatter = _without_handler
    for name in list(logging.Logger.manager.loggerDict):
        if name.split(".")[0] in _OURS:
            _without_handler(logging.getLogger(name))
    # A line per request or per fetched key says nothing an operator needs and holds addresses.
    for name in ("httpx", "httpcore", "uvicorn.access", "authlib"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _says_something(record: logging.LogRecord) -> bool:
    """Leave out a line for every tab that is opened and closed; /metrics counts them."""
    text = record.getMessage()
    return not (
        record.name == "uvicorn.error" and record.levelno == logging.INFO and ("WebSocket" in text or text.startswith("connection "))
    )


def _without_handler(logger: logging.Logger) -> None:
    logger.handlers, logger.propagate = [], True


def event(name: str, **fields: Any) -> None:
    """Write one thing that happened, for example event("refused", reason="no_role"); never give it anything about a person."""
    logging.getLogger("monitor").info(name, extra=fields)
