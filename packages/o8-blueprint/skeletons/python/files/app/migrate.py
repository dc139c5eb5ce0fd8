# o8:file database
"""Brings the tables up to date: python -m app.migrate."""

import logging
import os
import sys
import time
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from app.database import to_parameters
from app.environment import SettingsError
from app.logs import configure_logging
from app.settings import read_database_settings

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent.parent / "migrations"
WAIT_S = 60


def main() -> int:
    """Runs the migrations that the database has not had; returns the exit code."""
    configure_logging()
    try:
        parameters = to_parameters(read_database_settings(os.environ))
        engine = create_engine(
            "postgresql+psycopg://", creator=lambda: psycopg.connect(**parameters)
        )
        wait_for_database(engine)
        migrate(engine)
    except SettingsError as error:
        log.error("Settings are missing or wrong", extra={"problems": error.problems})
        return 1
    except Exception:
        log.exception("The tables are not up to date")
        return 1
    log.info("The tables are up to date")
    return 0


def wait_for_database(engine: Engine) -> None:
    """Waits for a minute at most; raises the last error then."""
    deadline = time.monotonic() + WAIT_S
    while True:
        try:
            with engine.connect():
                return
        except OperationalError as error:
            if time.monotonic() > deadline:
                raise
            log.warning("The database cannot be reached yet", extra={"error": str(error.orig)})
        time.sleep(1)


def migrate(engine: Engine) -> None:
    """Runs what is missing in one transaction, which waits for one that runs already."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(current_schema()))"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


if __name__ == "__main__":
    sys.exit(main())
