# o8:file service+database|service+publishes
"""Visits: an example that stores nothing that callers say. Replace it."""

# o8:if publishes
import json
# o8:end
from datetime import UTC, datetime
from uuid import UUID, uuid4

# o8:if database
from psycopg import AsyncConnection
# o8:end
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from app.connections import Connections


def visit_routes(connections: Connections) -> list[BaseRoute]:
    """Returns the routes of visits."""

    async def create(request: Request) -> Response:
        # o8:if database
        async with connections.database.connection() as connection:
            visit = await insert_visit(connection, uuid4())
            # o8:if publishes
            # Before the commit: an event may tell of a visit that is not stored, never the reverse.
            # Where that matters, store events in an outbox table, and publish them from there.
            await connections.bus.publish(visit["id"], json.dumps(visit).encode())
            # o8:end
        # o8:else
        visit = to_json(uuid4(), datetime.now(UTC))
        await connections.bus.publish(visit["id"], json.dumps(visit).encode())
        # o8:end
        return JSONResponse(visit, 201)
    # o8:if database

    async def read(request: Request) -> Response:
        async with connections.database.connection() as connection:
            count = await count_visits(connection)
            latest = await latest_visits(connection)
        return JSONResponse({"count": count, "latest": latest})
    # o8:end

    # o8:if database
    return [Route("/visits", create, methods=["POST"]), Route("/visits", read)]
    # o8:else
    return [Route("/visits", create, methods=["POST"])]
    # o8:end


def to_json(visit_id: UUID, visited_at: datetime) -> dict[str, str]:
    """Returns a visit as callers and consumers see it."""
    return {"id": str(visit_id), "visitedAt": visited_at.astimezone(UTC).isoformat()}
# o8:if database


async def insert_visit(connection: AsyncConnection, visit_id: UUID) -> dict[str, str]:
    """Stores a visit of now."""
    cursor = await connection.execute(
        "INSERT INTO visits (id) VALUES (%s) RETURNING id, visited_at", [visit_id]
    )
    [row] = await cursor.fetchall()
    return to_json(*row)


async def count_visits(connection: AsyncConnection) -> int:
    """Returns how many visits there are."""
    cursor = await connection.execute("SELECT count(*) FROM visits")
    [(count,)] = await cursor.fetchall()
    return count


async def latest_visits(connection: AsyncConnection) -> list[dict[str, str]]:
    """Returns the newest visits, the newest first."""
    cursor = await connection.execute(
        "SELECT id, visited_at FROM visits ORDER BY visited_at DESC LIMIT 10"
    )
    return [to_json(*row) for row in await cursor.fetchall()]
# o8:end
