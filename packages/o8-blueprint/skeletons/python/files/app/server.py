# o8:file !job
"""The HTTP server: uvicorn, with limits for clients that hang."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_TIMEOUT_S = 20
IN_FLIGHT_TIMEOUT_S = 18
FIRST_REQUEST_S = 0.5


class LimitedProtocol(H11Protocol):
    """HTTP/1.1 that waits for a whole request for a limited time, as uvicorn itself does not."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Waits on if there is more to come."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits no more."""
        super().connection_lost(exc)
        self._stop_watching()

    def shutdown(self) -> None:
        """Closes an idle connection; the first request of a new one may be on its way."""
        if self.cycle is None:
            self.loop.call_later(FIRST_REQUEST_S, self._shutdown_later)
        else:
            super().shutdown()

    def _shutdown_later(self) -> None:
        if not self.transport.is_closing():
            super().shutdown()

    def _watch(self) -> None:
        if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            self._stop_watching()
        elif not self._deadline:
            self._deadline = self.loop.call_later(REQUEST_TIMEOUT_S, self.transport.abort)

    def _stop_watching(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None


class Server(uvicorn.Server):
    """An application on a port."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        # Here, not in serve(): a port that is taken is an error at once, and a plain one.
        self.listening = listen(port)
        super().__init__(
            uvicorn.Config(
                app,
                http=LimitedProtocol,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                h11_max_incomplete_event_size=32 * 1024,
                # Longer than proxies keep idle connections: they are the ones to close them.
                timeout_keep_alive=75,
                timeout_graceful_shutdown=IN_FLIGHT_TIMEOUT_S,
            )
        )

    async def run_until_stopped(self) -> None:
        """Serves; ends once `should_exit` is set, and what was in flight is finished."""
        await self.serve([self.listening])

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals to app.serve, which drains before it stops this server."""
        yield


def listen(port: int) -> socket.socket:
    """Returns a socket for IPv6 and IPv4, or for IPv4 where there is no IPv6."""
    listening = None
    if socket.has_dualstack_ipv6():
        with contextlib.suppress(OSError):
            listening = socket.create_server(
                ("::", port), family=socket.AF_INET6, dualstack_ipv6=True
            )
    listening = listening or socket.create_server(("0.0.0.0", port))
    # Connections inherit it: asyncio sets it for its own sockets only, and bodies would wait 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
