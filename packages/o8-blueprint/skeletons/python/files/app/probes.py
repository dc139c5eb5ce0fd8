# o8:file !job
"""What the platform asks: is this process alive, is it ready, what has it counted."""

from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from app.settings import LIVENESS_PATH, METRICS_PATH, READINESS_PATH, STARTUP_PATH


@dataclass
class State:
    """Where this process is in its life."""

    has_started: bool = False
    is_draining: bool = False

    @property
    def is_ready(self) -> bool:
        """Says whether requests may come.

        An outage of the database or the bus after the start changes nothing here: it is told in
        each answer. All replicas would stop being ready at once, which hides the reason.
        """
        return self.has_started and not self.is_draining


def create_probes(state: State) -> Starlette:
    """Returns the application of the probes and of the metrics."""

    async def alive(request: Request) -> Response:
        return PlainTextResponse("alive")

    async def ready(request: Request) -> Response:
        if state.is_ready:
            return PlainTextResponse("ready")
        return PlainTextResponse("not ready", status_code=503)

    # Paths may be equal to one another: then the last one counts.
    probes = {STARTUP_PATH: alive, LIVENESS_PATH: alive, READINESS_PATH: ready}
    routes = [Route(path, probe) for path, probe in probes.items()]
    # o8:if !metrics-port
    routes.append(Route(METRICS_PATH, metrics))
    # o8:end
    return Starlette(routes=routes)


# o8:if metrics-port
def create_metrics() -> Starlette:
    """Returns the application of the metrics, which have a port of their own."""
    return Starlette(routes=[Route(METRICS_PATH, metrics)])


# o8:end
async def metrics(request: Request) -> Response:
    """Answers with all metrics in the text format of Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
