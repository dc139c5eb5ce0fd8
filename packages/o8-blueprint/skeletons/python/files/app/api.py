# o8:file !job
"""The API: its routes, and its answers to what goes wrong."""

# o8:if service+database|service+publishes
import logging
# o8:end
from collections.abc import Sequence

# o8:if service+database
import psycopg
# o8:end
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Match, Route
# o8:if service+publishes

from app.publishing import BusUnavailable
# o8:end
# o8:if service+database|service+publishes

log = logging.getLogger(__name__)
# o8:end


def create_api(routes: Sequence[BaseRoute]) -> Starlette:
    """Returns an application of these routes, all of whose errors are JSON."""
    api = Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: on_http_error,
            # o8:if service+database
            psycopg.OperationalError: on_unavailable,
            # o8:end
            # o8:if service+publishes
            BusUnavailable: on_unavailable,
            # o8:end
            Exception: on_error,
        },
    )
    api.router.redirect_slashes = False
    return api
# o8:if service


async def home(request: Request) -> Response:
    """Answers with the name of this module."""
    return JSONResponse({"module": "o8-module"})
# o8:end


async def on_http_error(request: Request, error: Exception) -> Response:
    """Answers 404, 405, 413 and the like."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(allowed_methods(request))
    return JSONResponse({"error": error.detail}, error.status_code, headers)


def allowed_methods(request: Request) -> list[str]:
    """Returns the methods of all routes of a path: Starlette names those of one route only."""
    routes = (
        route
        for route in request.app.routes
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE
    )
    return sorted({method for route in routes for method in route.methods or ()})
# o8:if service+database|service+publishes


async def on_unavailable(request: Request, error: Exception) -> Response:
    """Answers that the database or the bus cannot be reached; only the log says why."""
    log.warning("Request cannot be served now", extra={"error": str(error)})
    return JSONResponse({"error": "Service Unavailable"}, 503, {"Retry-After": "1"})
# o8:end


async def on_error(request: Request, error: Exception) -> Response:
    """Answers that this module has failed; the error itself is logged by Observed."""
    return JSONResponse({"error": "Internal Server Error"}, 500)
