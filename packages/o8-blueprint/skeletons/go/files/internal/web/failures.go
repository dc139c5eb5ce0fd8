// o8:file service+database|service+publishes
package web

import (
	"errors"
	"log/slog"
	"net/http"

	"o8.example/o8-module/internal/unavailable"
)

// WriteFailure answers for an error: 503 if something else cannot be reached, else 500.
func WriteFailure(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, unavailable.Err) {
		slog.WarnContext(r.Context(), "A request could not be served", "error", err)
		w.Header().Set("Retry-After", "1")
		WriteError(w, http.StatusServiceUnavailable, "unavailable, try again")
		return
	}
	slog.ErrorContext(r.Context(), "A request failed", "error", err)
	WriteError(w, http.StatusInternalServerError, "internal error")
}
