"""Logs: one JSON object a line on stdout."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any
# o8:if tracing

from opentelemetry import trace
# o8:end

LEVELS = {"CRITICAL": "error", "WARNING": "warn"}
STANDARD_FIELDS = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """Writes records as JSON, with what was given as `extra` beside the message."""

    def format(self, record: logging.LogRecord) -> str:
        """Returns one line: JSON escapes all line breaks, so no input can break it."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": LEVELS.get(record.levelname, record.levelname.lower()),
            "message": record.getMessage(),
            "logger": record.name,
        }
        # o8:if tracing
        span = trace.get_current_span().get_span_context()
        if span.is_valid:
            line["trace_id"] = trace.format_trace_id(span.trace_id)
            line["span_id"] = trace.format_span_id(span.span_id)
        # o8:end
        for name, value in vars(record).items():
            if name not in STANDARD_FIELDS:
                line.setdefault(name, value)
        if record.exc_info:
            line["error"] = str(record.exc_info[1])
            line["stack"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


# o8:if kafka
class KafkaFilter(logging.Filter):
    """Lets aiokafka say the same once in a while: it would dozens of times a second."""

    INTERVAL_S = 10

    def __init__(self) -> None:
        super().__init__()
        self._silent_until: dict[tuple[str, int], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Says whether a record is written."""
        if not record.name.startswith("aiokafka"):
            return True
        place = (record.pathname, record.lineno)
        if record.created < self._silent_until.get(place, 0):
            return False
        self._silent_until[place] = record.created + self.INTERVAL_S
        return True


# o8:end
def configure_logging() -> None:
    """Sends the logs of all libraries to stdout as JSON."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    # o8:if kafka
    handler.addFilter(KafkaFilter())
    # o8:end
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # o8:if !job
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    # o8:end
    # o8:if kafka
    logging.getLogger("aiokafka").setLevel(logging.WARNING)
    # o8:end
