# o8:file !job
"""What every request passes before it reaches the API."""

import logging
import time

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.metrics import REQUEST_DURATION
from app.probes import State

log = logging.getLogger(__name__)

BODY_LIMIT_BYTES = 1024 * 1024
TOO_LARGE = "Content Too Large"
KNOWN_METHODS = frozenset(
    ("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE")
)


class Edge:
    """Gives probes and the API what is theirs, and closes connections while draining."""

    def __init__(self, state: State, probes: Starlette, api: ASGIApp) -> None:
        self._state = state
        self._probes = probes
        self._probe_paths = {route.path for route in probes.routes if isinstance(route, Route)}
        self._api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""

        async def send_draining(message: Message) -> None:
            if message["type"] == "http.response.start" and self._state.is_draining:
                message["headers"] = [*message["headers"], (b"connection", b"close")]
            await send(message)

        app = self._probes if scope["path"] in self._probe_paths else self._api
        await app(scope, receive, send_draining)


class Observed:
    """Measures requests, and logs the errors that nothing else has answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        started = time.perf_counter()
        status = 500

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except Exception:
            log.exception("Request failed")
        finally:
            method, route = scope["method"], scope.get("route")
            REQUEST_DURATION.labels(
                http_request_method=method if method in KNOWN_METHODS else "_OTHER",
                http_route=route.path if route else "",
                http_response_status_code=status,
            ).observe(time.perf_counter() - started)


class BodyLimit:
    """Turns large bodies away: known ones before anything is done, others when they are read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        received = 0

        async def receive_limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > BODY_LIMIT_BYTES:
                raise HTTPException(413, TOO_LARGE)
            return message

        if int(Headers(scope=scope).get("content-length", "0")) > BODY_LIMIT_BYTES:
            await JSONResponse({"error": TOO_LARGE}, 413)(scope, receive, send)
        else:
            await self._app(scope, receive_limited, send)
