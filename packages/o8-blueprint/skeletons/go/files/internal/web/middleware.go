// o8:file service|worker
package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	// o8:if tracing
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	// o8:end
	"o8.example/o8-module/internal/metrics"
)

// closeWhileDraining makes clients connect to somebody else next time.
func closeWhileDraining(health *Health, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if health.draining.Load() {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

// first is asked before the routes: probes and metrics are neither counted nor traced, and
// may have a path of the routes.
func first(handlers map[string]http.Handler, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler, isOne := handlers[r.URL.Path]
		switch {
		case !isOne:
			next.ServeHTTP(w, r)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			WriteError(w, http.StatusMethodNotAllowed, "method not allowed")
		default:
			handler.ServeHTTP(w, r)
		}
	})
}

// limit goes before what reads the pattern of a request, as it passes a copy on.
func limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), requestTimeout)
		defer cancel()
		r = r.WithContext(ctx)
		r.Body = http.MaxBytesReader(w, r.Body, maxBodyBytes)
		next.ServeHTTP(w, r)
	})
}

// observe counts requests.
func observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		recorder := &recorder{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			route := routeOf(r)
			metrics.ObserveRequest(r.Method, route, recorder.status, time.Since(start))
			// o8:if tracing
			if route != "" {
				trace.SpanFromContext(r.Context()).SetAttributes(attribute.String("http.route", route))
			}
			// o8:end
		}()
		defer recoverFrom(recorder, r)
		next.ServeHTTP(recorder, r)
	})
}

func recoverFrom(w *recorder, r *http.Request) {
	failure := recover()
	if failure == nil {
		return
	}
	slog.ErrorContext(r.Context(), "A handler panicked", "error", fmt.Sprint(failure))
	if w.hasStarted {
		// Only a cut connection says that the rest of the answer is missing.
		panic(http.ErrAbortHandler)
	}
	WriteError(w, http.StatusInternalServerError, "internal error")
}

// o8:if tracing
// spanName says what was asked for; the route is known once a handler has it.
func spanName(_ string, r *http.Request) string {
	return strings.TrimSpace(r.Method + " " + routeOf(r))
}

// o8:end
// routeOf returns the path of the pattern that took the request, if any did.
func routeOf(r *http.Request) string {
	_, path, isFound := strings.Cut(r.Pattern, "/")
	if !isFound {
		return ""
	}
	return "/" + strings.TrimSuffix(path, "{$}")
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status     int
	hasStarted bool
}

// WriteHeader implements [http.ResponseWriter].
func (r *recorder) WriteHeader(status int) {
	if !r.hasStarted {
		r.status = status
		// 1xx is not the answer yet.
		r.hasStarted = status >= http.StatusOK
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write implements [http.ResponseWriter].
func (r *recorder) Write(content []byte) (int, error) {
	r.hasStarted = true
	return r.ResponseWriter.Write(content)
}

// Unwrap is for [http.ResponseController].
func (r *recorder) Unwrap() http.ResponseWriter {
	return r.ResponseWriter
}
