# o8:file !job
"""The HTTP application: the API, and beside it the probes."""

# o8:if tracing
from starlette.middleware.opentelemetry import OpenTelemetryMiddleware
# o8:end
# o8:if service
from starlette.routing import Route
# o8:end
from starlette.types import ASGIApp

# o8:if service
from app.api import create_api, home
# o8:else
from app.api import create_api
# o8:end
# o8:if service+database|service+publishes
from app.connections import Connections
# o8:end
from app.edge import BodyLimit, Edge, Observed
from app.probes import State, create_probes
# o8:if service+database|service+publishes
from app.visits import visit_routes
# o8:end


# o8:if service+database|service+publishes
def create_application(state: State, connections: Connections) -> ASGIApp:
# o8:else
def create_application(state: State) -> ASGIApp:
# o8:end
    """Returns what answers requests on the port of this module."""
    # o8:if service+database|service+publishes
    api: ASGIApp = BodyLimit(create_api([Route("/", home), *visit_routes(connections)]))
    # o8:end
    # o8:if service+!database+!publishes
    api: ASGIApp = BodyLimit(create_api([Route("/", home)]))
    # o8:end
    # o8:if worker
    api: ASGIApp = BodyLimit(create_api([]))
    # o8:end
    # Errors are logged inside of the span, so that the log names the trace.
    api = Observed(api)
    # o8:if tracing
    api = OpenTelemetryMiddleware(api)
    # o8:end
    return Edge(state, probes=create_probes(state), api=api)
