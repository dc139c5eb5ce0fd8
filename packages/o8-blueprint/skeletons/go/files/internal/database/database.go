// o8:file database
// Package database is the connections to PostgreSQL.
package database

import (
	"context"
	"log/slog"
	"time"

	// o8:if tracing
	"github.com/exaring/otelpgx"
	// o8:end
	"github.com/jackc/pgx/v5/pgxpool"

	"o8.example/o8-module/internal/settings"
)

const (
	connectTimeout   = 3 * time.Second
	statementTimeout = "10s"
)

// Open returns a pool that connects when it is used. pgx reads where to from PGHOST and the
// other variables of PostgreSQL; PGOPTIONS names the schema of the module.
func Open() (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig("")
	if err != nil {
		return nil, err
	}
	config.MaxConns = settings.PoolSize
	config.ConnConfig.ConnectTimeout = connectTimeout
	config.ConnConfig.RuntimeParams["application_name"] = "o8-module"
	config.ConnConfig.RuntimeParams["statement_timeout"] = statementTimeout
	// o8:if tracing
	config.ConnConfig.Tracer = otelpgx.NewTracer(otelpgx.WithDisableAcquireTracer())
	// o8:end
	return pgxpool.NewWithConfig(context.Background(), config)
}

// Close waits for connections that are in use, until ctx ends.
func Close(ctx context.Context, pool *pgxpool.Pool) {
	closed := make(chan struct{})
	go func() {
		pool.Close()
		close(closed)
	}()
	select {
	case <-closed:
	case <-ctx.Done():
		slog.Warn("Connections to the database were still in use")
	}
}
