"""Logs are one JSON object a line."""

import json
import logging
import sys

# o8:if kafka
from app.logs import JsonFormatter, KafkaFilter
# o8:else
from app.logs import JsonFormatter
# o8:end


def format_record(message: str, **fields: object) -> str:
    record = logging.makeLogRecord({"msg": message, "levelname": "WARNING", **fields})
    return JsonFormatter().format(record)


def test_input_cannot_break_a_line() -> None:
    line = format_record('a\n{"level":"error"}\u2028', reason="b\r\nc")

    assert len(line.splitlines()) == 1
    fields = json.loads(line)
    assert fields["message"] == 'a\n{"level":"error"}\u2028'
    assert fields["level"] == "warn"
    assert fields["reason"] == "b\r\nc"
    assert fields["time"].endswith("+00:00")


def test_fields_do_not_replace_what_each_line_has() -> None:
    fields = json.loads(format_record("kept", level="fake", time="fake"))

    assert fields["level"] == "warn"
    assert fields["time"] != "fake"


def test_errors_have_a_stack() -> None:
    try:
        raise ValueError("no such visit")
    except ValueError:
        fields = json.loads(format_record("Failed", exc_info=sys.exc_info()))

    assert fields["error"] == "no such visit"
    assert "Traceback" in fields["stack"]
# o8:if kafka


def test_kafka_does_not_repeat_itself() -> None:
    passes = KafkaFilter().filter
    record = {"name": "aiokafka.client", "pathname": "client.py", "lineno": 7, "created": 1000.0}

    assert passes(logging.makeLogRecord(record))
    assert not passes(logging.makeLogRecord(record | {"created": 1001.0}))
    assert passes(logging.makeLogRecord(record | {"created": 1001.0, "lineno": 8}))
    assert passes(logging.makeLogRecord(record | {"created": 1010.0}))
    assert passes(logging.makeLogRecord(record | {"created": 1001.0, "name": "app.serve"}))
# o8:end
