# o8:file service+database|service+publishes
"""The example: visits."""

# o8:if publishes
import json
# o8:end
from types import SimpleNamespace
from typing import Any
# o8:if publishes
from unittest.mock import AsyncMock
# o8:end
# o8:if !database|!publishes
from uuid import UUID
# o8:end

from httpx import ASGITransport, AsyncClient
# o8:if database
from psycopg_pool import PoolTimeout
# o8:end

from app.application import create_application
from app.probes import State
# o8:if publishes
from app.publishing import BusUnavailable
# o8:end
# o8:if database
from tests.fakes import FakeDatabase
# o8:end


def create_client(**connections: Any) -> AsyncClient:
    app = create_application(State(), SimpleNamespace(**connections))  # type: ignore[arg-type]
    return AsyncClient(transport=ASGITransport(app), base_url="http://test")
# o8:if database+publishes


async def test_a_visit_is_published_before_it_is_committed() -> None:
    database = FakeDatabase()
    bus = AsyncMock()
    bus.publish.side_effect = lambda *_: database.done.append("publish")

    answer = await create_client(database=database, bus=bus).post("/visits")

    assert answer.status_code == 201
    assert database.done == ["INSERT", "publish", "commit"]
    [event_id, payload] = bus.publish.await_args.args
    assert (event_id, json.loads(payload)) == (answer.json()["id"], answer.json())


async def test_a_visit_that_cannot_be_published_is_not_stored() -> None:
    database = FakeDatabase()
    bus = AsyncMock()
    bus.publish.side_effect = BusUnavailable("gone")

    answer = await create_client(database=database, bus=bus).post("/visits")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert "gone" not in answer.text
    assert database.done == ["INSERT", "rollback"]
# o8:end
# o8:if database+!publishes


async def test_a_visit_is_stored() -> None:
    database = FakeDatabase()

    answer = await create_client(database=database).post("/visits")

    assert answer.status_code == 201
    assert UUID(answer.json()["id"])
    assert database.done == ["INSERT", "commit"]
# o8:end
# o8:if !database


async def test_a_visit_is_published() -> None:
    bus = AsyncMock()

    answer = await create_client(bus=bus).post("/visits")

    assert answer.status_code == 201
    assert UUID(answer.json()["id"])
    [event_id, payload] = bus.publish.await_args.args
    assert (event_id, json.loads(payload)) == (answer.json()["id"], answer.json())


async def test_a_bus_that_is_gone_is_told() -> None:
    bus = AsyncMock()
    bus.publish.side_effect = BusUnavailable("gone")

    answer = await create_client(bus=bus).post("/visits")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert "gone" not in answer.text
# o8:end
# o8:if database


async def test_the_latest_visits_are_read() -> None:
    answer = await create_client(database=FakeDatabase()).get("/visits")

    [visit] = answer.json()["latest"]
    assert answer.json()["count"] == 1
    assert visit["visitedAt"] == "2026-01-31T12:00:00+00:00"


async def test_a_database_that_is_gone_is_told() -> None:
    answer = await create_client(database=FakeDatabase(PoolTimeout("gone"))).get("/visits")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert "gone" not in answer.text
# o8:end
