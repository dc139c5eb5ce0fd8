# o8:file !job|database|nats|kafka
"""What this process does with wrong settings."""

import json

import pytest

from app import __main__ as program


def test_wrong_settings_are_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program.os, "environ", {})

    assert program.main() == 1

    [line] = capsys.readouterr().out.splitlines()
    fields = json.loads(line)
    assert fields["level"] == "error"
    assert all(problem.endswith("missing") for problem in fields["problems"])
