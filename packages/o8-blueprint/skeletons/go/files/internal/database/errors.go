// o8:file service+database
package database

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"o8.example/o8-module/internal/unavailable"
)

// ToError marks an error as [unavailable.Err] if the database could not be reached.
func ToError(err error) error {
	if err == nil || !isUnreachable(err) {
		return err
	}
	return fmt.Errorf("%w: %w", unavailable.Err, err)
}

func isUnreachable(err error) bool {
	if _, isConnecting := errors.AsType[*pgconn.ConnectError](err); isConnecting {
		return true
	}
	if answer, isAnswer := errors.AsType[*pgconn.PgError](err); isAnswer {
		return isOutage(answer.Code)
	}
	_, isNetwork := errors.AsType[net.Error](err)
	return isNetwork ||
		pgconn.SafeToRetry(err) ||
		errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, context.Canceled) ||
		errors.Is(err, context.DeadlineExceeded)
}

// isOutage says if PostgreSQL lost a connection (08), has none left (53), or is stopping or
// starting (57P).
func isOutage(code string) bool {
	return strings.HasPrefix(code, "08") || strings.HasPrefix(code, "53") || strings.HasPrefix(code, "57P")
}
