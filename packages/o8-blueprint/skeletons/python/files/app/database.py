# o8:file database
"""The database: a pool of connections to PostgreSQL."""

from typing import Any

# o8:if tracing
from opentelemetry.instrumentation.utils import suppress_instrumentation
# o8:end
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from app.settings import POOL_SIZE, DatabaseSettings

CONNECT_TIMEOUT_S = 3
STATEMENT_TIMEOUT_MS = 10_000


def to_parameters(settings: DatabaseSettings) -> dict[str, Any]:
    """Returns what libpq is given to connect."""
    return {
        "host": settings.host,
        "port": settings.port,
        "dbname": settings.name,
        "user": settings.user,
        "password": settings.password,
        "sslmode": settings.ssl_mode,
        "sslrootcert": settings.ssl_root_certificate,
        "connect_timeout": CONNECT_TIMEOUT_S,
        "options": settings.options,
    }


def create_pool(settings: DatabaseSettings) -> AsyncConnectionPool:
    """Returns a pool that is not open yet."""
    timeout = f"-c statement_timeout={STATEMENT_TIMEOUT_MS}"
    return AsyncConnectionPool(
        kwargs=to_parameters(settings) | {"options": f"{settings.options} {timeout}"},
        min_size=1,
        max_size=POOL_SIZE,
        open=False,
        timeout=CONNECT_TIMEOUT_S,
        # A connection that was lost is replaced before a request gets it.
        check=check,
        # The pool tries less and less often until then, and anew for the next request after it.
        reconnect_timeout=5,
    )


async def check(connection: AsyncConnection) -> None:
    """Raises an error if the connection was lost."""
    # o8:if tracing
    with suppress_instrumentation():
        await AsyncConnectionPool.check_connection(connection)
    # o8:else
    await AsyncConnectionPool.check_connection(connection)
    # o8:end


async def reach(pool: AsyncConnectionPool) -> None:
    """Raises an error unless the database answers."""
    async with pool.connection() as connection:
        await connection.execute("SELECT 1")
