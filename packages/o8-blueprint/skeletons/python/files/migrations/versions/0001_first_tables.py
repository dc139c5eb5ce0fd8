# o8:file database+service|database+consumes
"""The tables of the example."""

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Goes forward."""
    # o8:if service
    op.execute("""
        CREATE TABLE visits (
            id uuid PRIMARY KEY,
            visited_at timestamptz NOT NULL DEFAULT now()
        )
    """)
    # o8:end
    # o8:if consumes
    op.execute("""
        CREATE TABLE received_events (
            id text,
            source text,
            received_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (source, id)
        )
    """)
    # o8:end
