# o8:file database
"""${message}"""

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Goes forward. The version before this one still runs for a while: it must work with it."""
    op.execute("")
