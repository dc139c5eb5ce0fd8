// o8:file consumes
package events

import (
	"context"
	// o8:if !database
	"log/slog"
	// o8:else

	"github.com/jackc/pgx/v5/pgxpool"
	// o8:end
)

// Handler does what the module does with events. It is an example, to be replaced.
type Handler struct {
	// o8:if database
	// Pool has the connections to the database.
	Pool *pgxpool.Pool
	// o8:end
}

// o8:if database
// Handle is called again for an event if it returns an error, and may be at other times: the
// row says that it has been handled. Do the work in the same transaction.
func (h *Handler) Handle(ctx context.Context, source string, event Event) error {
	_, err := h.Pool.Exec(ctx,
		"INSERT INTO received_events (id, source) VALUES ($1, $2) ON CONFLICT DO NOTHING",
		event.ID, source)
	return err
}

// o8:else
// Handle is called again for an event if it returns an error, and may be at other times.
func (h *Handler) Handle(ctx context.Context, source string, event Event) error {
	slog.InfoContext(ctx, "An event arrived", "source", source, "id", event.ID)
	return nil
}

// o8:end
