// o8:file service+database
package database

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"o8.example/o8-module/internal/unavailable"
)

func TestToError(t *testing.T) {
	for name, test := range map[string]struct {
		err           error
		isUnavailable bool
	}{
		"none":              {nil, false},
		"no connection":     {&pgconn.ConnectError{}, true},
		"refused":           {&net.OpError{Op: "dial", Err: errors.New("refused")}, true},
		"cut off":           {fmt.Errorf("reading: %w", io.ErrUnexpectedEOF), true},
		"too late":          {context.DeadlineExceeded, true},
		"stopping":          {&pgconn.PgError{Code: "57P01"}, true},
		"too many":          {&pgconn.PgError{Code: "53300"}, true},
		"no such table":     {&pgconn.PgError{Code: "42P01"}, false},
		"statement timeout": {&pgconn.PgError{Code: "57014"}, false},
		"no rows":           {pgx.ErrNoRows, false},
	} {
		t.Run(name, func(t *testing.T) {
			got := ToError(test.err)
			if !errors.Is(got, test.err) {
				t.Errorf("error = %v", got)
			}
			if errors.Is(got, unavailable.Err) != test.isUnavailable {
				t.Errorf("error = %v", got)
			}
		})
	}
}
