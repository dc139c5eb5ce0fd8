"""Starts this module: python -m app."""

import asyncio
import logging
# o8:if !job|database|nats|kafka|tracing
import os
# o8:end
import sys

# o8:if !job|database|nats|kafka
from app.environment import SettingsError
# o8:end
# o8:if job
from app.execute import execute as start
# o8:end
from app.logs import configure_logging
# o8:if !job
from app.serve import serve as start
# o8:end
# o8:if !job|database|nats|kafka
from app.settings import read_settings
# o8:end
# o8:if tracing
from app.tracing import start_tracing, stop_tracing
# o8:end

log = logging.getLogger(__name__)


def main() -> int:
    """Runs until the work is done or a signal ends it; returns the exit code."""
    configure_logging()
    try:
        # o8:if tracing
        start_tracing(os.environ)
        # o8:end
        # o8:if !job|database|nats|kafka
        return asyncio.run(start(read_settings(os.environ)))
    except SettingsError as error:
        log.error("Settings are missing or wrong", extra={"problems": error.problems})
        return 1
        # o8:else
        return asyncio.run(start())
    # o8:end
    except Exception:
        log.exception("Stopped by an error")
        return 1
    # o8:if tracing
    finally:
        stop_tracing()
    # o8:end


if __name__ == "__main__":
    sys.exit(main())
