// o8:file service|worker
// Package metrics is what Prometheus reads.
package metrics

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

var requests = promauto.NewHistogramVec(prometheus.HistogramOpts{
	Name:    "http_server_request_duration_seconds",
	Help:    "How long requests took.",
	Buckets: []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10},
}, []string{"http_request_method", "http_route", "http_response_status_code"})

// methods are those that are counted by their names: callers must not make new series.
var methods = []string{
	http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch,
	http.MethodDelete, http.MethodConnect, http.MethodOptions, http.MethodTrace,
}

// ObserveRequest counts a request that has been answered.
func ObserveRequest(method, route string, status int, took time.Duration) {
	if !slices.Contains(methods, method) {
		method = "_OTHER"
	}
	requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
}

// Handler writes all metrics.
func Handler() http.Handler {
	return promhttp.Handler()
}
