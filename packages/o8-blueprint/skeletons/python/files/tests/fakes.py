# o8:file service+database
"""A database that is none."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from unittest.mock import AsyncMock
from uuid import uuid4


class FakeDatabase:
    """Answers with one visit, and notes in which order it is used."""

    def __init__(self, error: Exception | None = None) -> None:
        self.done: list[str] = []
        self._error = error

    @asynccontextmanager
    async def connection(self) -> AsyncIterator["FakeDatabase"]:
        """Stands for a connection, and its transaction."""
        if self._error:
            raise self._error
        try:
            yield self
        except Exception:
            self.done.append("rollback")
            raise
        self.done.append("commit")

    async def execute(self, statement: str, parameters: object = None) -> Any:
        """Returns a cursor with one row."""
        self.done.append(statement.split()[0])
        visit = (uuid4(), datetime(2026, 1, 31, 12, tzinfo=UTC))
        row = (1,) if "count(*)" in statement else visit
        return AsyncMock(fetchall=AsyncMock(return_value=[row]))
