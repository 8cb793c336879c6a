"""Structured logs: one JSON object a line, on stderr. No personal data: verbs, codes and numbers only."""

from __future__ import annotations

import json
import logging
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import TextIO

import structlog


def set_up_logs(*, verbose: bool) -> None:
    """Once per process. `verbose` logs every call."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _no_values,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if verbose else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(_Stderr(sys.stderr)),  # type: ignore[arg-type]
        cache_logger_on_first_use=True,
    )
    libraries = logging.StreamHandler(sys.stderr)
    libraries.setFormatter(_Libraries())
    logging.basicConfig(level=logging.WARNING, handlers=[libraries])


class _Stderr:
    """stderr, where what cannot be written is lost. A full disk or a reader who has gone is no reason for what only
    wanted to tell of it to fail: a lane of the till would end in the middle of its work."""

    def __init__(self, stderr: TextIO) -> None:
        self._stderr = stderr

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stderr.flush()


class _Libraries(logging.Formatter):
    """What libraries log, as a line like ours: the first line of its template, without what was filled in."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "event": str(record.msg).partition("\n")[0],
            "logger": record.name,
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z"),
        }
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            told |= {"error": kind.__name__, "where": _where(trace)}
        return json.dumps(told, ensure_ascii=False)


def _no_values(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    # A database error's text may carry a row's values: the kind of error and where it arose are enough.
    if event.get("exc_info"):
        kind, _error, trace = sys.exc_info() if event["exc_info"] is True else event["exc_info"]
        event.pop("exc_info")
        event["error"] = getattr(kind, "__name__", "")
        event["where"] = _where(trace)
    return event


def _where(trace: object) -> list[str]:
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code  # type: ignore[attr-defined]
        frames.append(f"{code.co_filename.rpartition('/sycee/')[2]}:{trace.tb_lineno} {code.co_name}")  # type: ignore[attr-defined]
        trace = trace.tb_next  # type: ignore[attr-defined]
    return frames[-6:]
