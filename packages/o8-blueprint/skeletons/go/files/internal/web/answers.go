// o8:file service|worker
package web

import (
	"encoding/json"
	"log/slog"
	"net/http"
)

// o8:if service
// Index says which module this is.
func Index(w http.ResponseWriter, _ *http.Request) {
	WriteJSON(w, http.StatusOK, map[string]string{"module": "o8-module"})
}

// o8:end
// WriteJSON answers.
func WriteJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		// Often the client has gone.
		slog.Debug("An answer could not be written", "error", err)
	}
}

// WriteError answers that something went wrong, without a word on the inside.
func WriteError(w http.ResponseWriter, status int, text string) {
	WriteJSON(w, status, map[string]string{"error": text})
}

// answerErrors answers as JSON where the mux would answer as text: for 404 and 405.
func answerErrors(routes *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler, pattern := routes.Handler(r)
		if pattern != "" {
			routes.ServeHTTP(w, r)
			return
		}
		refusal := &refusal{header: http.Header{}}
		handler.ServeHTTP(refusal, r)
		if allow := refusal.header.Get("Allow"); allow != "" {
			w.Header().Set("Allow", allow)
			WriteError(w, http.StatusMethodNotAllowed, "method not allowed")
			return
		}
		WriteError(w, http.StatusNotFound, "not found")
	})
}

// refusal keeps the header of an answer alone.
type refusal struct {
	header http.Header
}

// Header implements [http.ResponseWriter].
func (r *refusal) Header() http.Header { return r.header }

// WriteHeader implements [http.ResponseWriter].
func (r *refusal) WriteHeader(int) {}

// Write implements [http.ResponseWriter].
func (r *refusal) Write(content []byte) (int, error) { return len(content), nil }
