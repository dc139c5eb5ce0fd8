# o8:file database
"""Read by Alembic: runs migrations over the connection of app.migrate."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
