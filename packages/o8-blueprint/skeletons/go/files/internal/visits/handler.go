// o8:file service+database|service+publishes
package visits

import (
	"net/http"

	"o8.example/o8-module/internal/web"
)

// Handler serves visits.
type Handler struct {
	visits *Visits
}

// NewHandler returns a handler for these visits.
func NewHandler(visits *Visits) *Handler {
	return &Handler{visits}
}

// Register adds the routes.
func (h *Handler) Register(mux *http.ServeMux) {
	mux.HandleFunc("POST /visits", h.add)
	// o8:if database
	mux.HandleFunc("GET /visits", h.summarize)
	// o8:end
}

func (h *Handler) add(w http.ResponseWriter, r *http.Request) {
	visit, err := h.visits.Add(r.Context())
	if err != nil {
		web.WriteFailure(w, r, err)
		return
	}
	web.WriteJSON(w, http.StatusCreated, visit)
}

// o8:if database
func (h *Handler) summarize(w http.ResponseWriter, r *http.Request) {
	summary, err := h.visits.Store.Summarize(r.Context())
	if err != nil {
		web.WriteFailure(w, r, err)
		return
	}
	web.WriteJSON(w, http.StatusOK, summary)
}

// o8:end
