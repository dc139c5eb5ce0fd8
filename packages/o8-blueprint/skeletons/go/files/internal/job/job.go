// o8:file job
// Package job is the work of the job.
package job

import (
	"context"
	// o8:if database
	"fmt"
	// o8:end
	"log/slog"
	// o8:if publishes
	"time"
	// o8:end
	// o8:if database|publishes

	// o8:end
	// o8:if publishes
	"github.com/google/uuid"
	// o8:end
	// o8:if database
	"github.com/jackc/pgx/v5/pgxpool"
	// o8:end
	// o8:if publishes

	"o8.example/o8-module/internal/events"
	// o8:end
)

// Job has what the work needs.
type Job struct {
	// o8:if database
	// Pool has the connections to the database.
	Pool *pgxpool.Pool
	// o8:end
	// o8:if publishes
	// Publisher has a stream or topic.
	Publisher *events.Publisher
	// o8:end
}

// Run is an example, to be replaced.
func (j Job) Run(ctx context.Context) error {
	// o8:if database
	var one int
	if err := j.Pool.QueryRow(ctx, "SELECT 1").Scan(&one); err != nil {
		return fmt.Errorf("asking the database: %w", err)
	}
	slog.InfoContext(ctx, "The database answered", "answer", one)
	// o8:end
	// o8:if publishes
	id := uuid.NewString()
	if err := j.Publisher.Publish(ctx, id, map[string]any{"id": id, "visitedAt": time.Now().UTC()}); err != nil {
		return err
	}
	// o8:end
	slog.InfoContext(ctx, "The job is done")
	return nil
}
