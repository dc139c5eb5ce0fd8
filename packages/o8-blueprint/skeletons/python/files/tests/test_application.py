# o8:file !job
"""Probes, metrics, and the answers to what goes wrong."""

from collections.abc import AsyncIterator
# o8:if service+database|service+publishes
from unittest.mock import Mock
# o8:end

import pytest
from httpx import ASGITransport, AsyncClient
from prometheus_client import REGISTRY
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

# o8:if service
from app.api import create_api, home
# o8:else
from app.api import create_api
# o8:end
from app.application import create_application
from app.edge import BODY_LIMIT_BYTES, BodyLimit, Observed
# o8:if metrics-port
from app.probes import State, create_metrics
# o8:else
from app.probes import State
# o8:end
from app.settings import LIVENESS_PATH, METRICS_PATH, READINESS_PATH, STARTUP_PATH


def client_of(app: ASGIApp) -> AsyncClient:
    return AsyncClient(transport=ASGITransport(app), base_url="http://test")


def client_of_module(state: State) -> AsyncClient:
    # o8:if service+database|service+publishes
    return client_of(create_application(state, Mock()))
    # o8:else
    return client_of(create_application(state))
    # o8:end


def client_of_example() -> AsyncClient:
    async def read(request: Request) -> Response:
        return JSONResponse({"size": len(await request.body())})

    async def fail(request: Request) -> Response:
        raise ValueError("a secret")

    routes = [
        Route("/size", read),
        Route("/size", read, methods=["POST"]),
        Route("/fail/{id}", fail),
    ]
    return client_of(Observed(BodyLimit(create_api(routes))))


def count_of(method: str, route: str, status: int) -> float:
    labels = {
        "http_request_method": method,
        "http_route": route,
        "http_response_status_code": str(status),
    }
    return REGISTRY.get_sample_value("http_server_request_duration_seconds_count", labels) or 0


async def test_it_is_ready_from_its_start_until_it_drains() -> None:
    state = State()
    client = client_of_module(state)

    assert (await client.get(READINESS_PATH)).status_code == 503
    state.has_started = True
    assert (await client.get(READINESS_PATH)).status_code == 200
    state.is_draining = True
    assert (await client.get(READINESS_PATH)).status_code == 503


async def test_it_is_alive_while_it_starts_and_drains() -> None:
    client = client_of_module(State(is_draining=True))

    for path in {STARTUP_PATH, LIVENESS_PATH} - {READINESS_PATH}:
        assert (await client.get(path)).status_code == 200


async def test_connections_are_closed_while_it_drains() -> None:
    state = State()
    client = client_of_module(state)

    assert "connection" not in (await client.get("/nowhere")).headers
    state.is_draining = True
    assert (await client.get("/nowhere")).headers["connection"] == "close"
# o8:if service


async def test_its_name() -> None:
    answer = await client_of(create_api([Route("/", home)])).get("/")

    assert (answer.status_code, answer.json()) == (200, {"module": "o8-module"})
# o8:end


async def test_metrics_count_requests_but_not_probes() -> None:
    client = client_of_module(State())
    await client.get(LIVENESS_PATH)
    await client.get("/nowhere")
    # o8:if metrics-port
    assert (await client.get(METRICS_PATH)).status_code == 404
    text = (await client_of(create_metrics()).get(METRICS_PATH)).text
    # o8:else
    text = (await client.get(METRICS_PATH)).text
    # o8:end

    assert 'http_route="",' in text or 'http_route=""}' in text
    assert f'http_route="{LIVENESS_PATH}"' not in text
    assert "process_cpu_seconds_total" in text


@pytest.mark.parametrize(
    ("method", "path", "status", "counted_as"),
    [
        ("GET", "/nowhere", 404, ("GET", "")),
        ("GET", "/size/", 404, ("GET", "")),
        ("DELETE", "/size", 405, ("DELETE", "/size")),
        ("BREW", "/size", 405, ("_OTHER", "/size")),
        ("GET", "/fail/7", 500, ("GET", "/fail/{id}")),
    ],
)
async def test_errors_are_json_and_are_counted(
    method: str, path: str, status: int, counted_as: tuple[str, str]
) -> None:
    before = count_of(*counted_as, status)

    answer = await client_of_example().request(method, path)

    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert "secret" not in answer.text
    assert count_of(*counted_as, status) == before + 1


async def test_405_names_the_methods_of_all_routes_of_the_path() -> None:
    answer = await client_of_example().delete("/size")

    assert answer.headers["allow"] == "GET, HEAD, POST"


async def test_large_bodies_are_turned_away() -> None:
    client = client_of_example()
    body = b"x" * (BODY_LIMIT_BYTES + 1)

    async def chunks() -> AsyncIterator[bytes]:
        yield body

    assert (await client.post("/size", content=body[:-1])).json() == {"size": BODY_LIMIT_BYTES}
    for content in (body, chunks()):
        answer = await client.post("/size", content=content)
        assert (answer.status_code, answer.json()) == (413, {"error": "Content Too Large"})
