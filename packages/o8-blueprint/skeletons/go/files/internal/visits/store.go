// o8:file service+database
package visits

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"o8.example/o8-module/internal/database"
)

// PostgresStore is the table visits.
type PostgresStore struct {
	// Pool has the connections.
	Pool *pgxpool.Pool
}

const insertVisit = "INSERT INTO visits (id, visited_at) VALUES ($1, $2)"

// o8:if publishes
// Add implements [Store].
func (s *PostgresStore) Add(ctx context.Context, visit Visit, beforeCommit func(context.Context) error) error {
	err := pgx.BeginFunc(ctx, s.Pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, insertVisit, visit.ID, visit.VisitedAt); err != nil {
			return err
		}
		return beforeCommit(ctx)
	})
	return database.ToError(err)
}

// o8:else
// Add implements [Store].
func (s *PostgresStore) Add(ctx context.Context, visit Visit) error {
	_, err := s.Pool.Exec(ctx, insertVisit, visit.ID, visit.VisitedAt)
	return database.ToError(err)
}

// o8:end
// Summarize implements [Store].
func (s *PostgresStore) Summarize(ctx context.Context) (Summary, error) {
	summary := Summary{}
	if err := s.Pool.QueryRow(ctx, "SELECT count(*) FROM visits").Scan(&summary.Count); err != nil {
		return Summary{}, database.ToError(err)
	}
	rows, err := s.Pool.Query(ctx,
		"SELECT id, visited_at FROM visits ORDER BY visited_at DESC, id LIMIT 10")
	if err != nil {
		return Summary{}, database.ToError(err)
	}
	summary.Latest, err = pgx.CollectRows(rows, toVisit)
	return summary, database.ToError(err)
}

func toVisit(row pgx.CollectableRow) (Visit, error) {
	var visit Visit
	err := row.Scan(&visit.ID, &visit.VisitedAt)
	visit.VisitedAt = visit.VisitedAt.UTC()
	return visit, err
}
