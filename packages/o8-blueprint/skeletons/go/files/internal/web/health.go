// o8:file service|worker
package web

import (
	"net/http"
	"sync/atomic"
)

// Health is what the probes tell.
type Health struct {
	ready    atomic.Bool
	draining atomic.Bool
}

// SetReady says that everything has been reached once. Nothing takes that back: an outage
// later would take all replicas away at once, and hide the reason. Requests are answered
// with 503 then.
func (h *Health) SetReady() {
	h.ready.Store(true)
}

func (h *Health) drain() {
	h.draining.Store(true)
}

func (h *Health) live(w http.ResponseWriter, _ *http.Request) {
	WriteJSON(w, http.StatusOK, map[string]string{"status": "ok"})
}

func (h *Health) readiness(w http.ResponseWriter, r *http.Request) {
	switch {
	case h.draining.Load():
		WriteError(w, http.StatusServiceUnavailable, "draining")
	case !h.ready.Load():
		WriteError(w, http.StatusServiceUnavailable, "not ready")
	default:
		h.live(w, r)
	}
}
