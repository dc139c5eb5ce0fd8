// o8:file database
// Command migrate brings the schema of the database up to date.
package main

import (
	"context"
	"database/sql"
	"fmt"
	"hash/crc32"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"o8.example/o8-module/internal/logging"
	"o8.example/o8-module/internal/retry"
	"o8.example/o8-module/internal/settings"
	"o8.example/o8-module/migrations"
)

const (
	connectTimeout = 3 * time.Second
	waitTime       = 60 * time.Second
	// Of the lock: one try a second.
	lockPeriodSeconds, lockTries = 1, 300
)

func main() {
	slog.SetDefault(logging.New(os.Stdout))
	if err := settings.CheckDatabase(os.Environ()); err != nil {
		slog.Error("The settings are wrong", "error", err)
		os.Exit(1)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	if err := migrate(ctx); err != nil {
		slog.Error("The database could not be migrated", "error", err)
		os.Exit(1)
	}
}

func migrate(ctx context.Context) error {
	config, err := pgx.ParseConfig("")
	if err != nil {
		return err
	}
	config.ConnectTimeout = connectTimeout
	db := stdlib.OpenDB(*config)
	defer db.Close()
	if err := reach(ctx, db); err != nil {
		return err
	}
	// Two that run at once wait for one another, and modules with a database in common do not.
	locker, err := lock.NewPostgresSessionLocker(
		lock.WithLockID(int64(crc32.ChecksumIEEE([]byte("o8-module")))),
		lock.WithLockTimeout(lockPeriodSeconds, lockTries),
	)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, migrations.Files,
		goose.WithSessionLocker(locker))
	if err != nil {
		return err
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return err
	}
	slog.Info("The database is migrated", "migrations", len(results))
	return nil
}

func reach(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithTimeout(ctx, waitTime)
	defer cancel()
	if err := retry.Forever(ctx, "reach the database", db.PingContext); err != nil {
		return fmt.Errorf("the database was not reached: %w", err)
	}
	return nil
}
