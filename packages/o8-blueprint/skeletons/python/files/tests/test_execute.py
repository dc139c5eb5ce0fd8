# o8:file job+!database+!nats+!kafka
"""A job ends by itself, or by a signal."""

import asyncio
import os
import signal

import pytest

from app import execute


async def test_a_job_that_is_done_ends_well() -> None:
    assert await execute.execute() == 0


async def test_a_signal_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(60)

    monkeypatch.setattr(execute, "run", run)

    assert await execute.execute() == 143


async def test_an_error_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        raise ValueError("failed")

    monkeypatch.setattr(execute, "run", run)

    with pytest.raises(ValueError, match="failed"):
        await execute.execute()
