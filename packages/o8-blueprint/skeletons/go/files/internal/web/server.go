// o8:file service|worker
// Package web is how the module is reached.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	// o8:if tracing
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"

	// o8:end
	"o8.example/o8-module/internal/metrics"
	"o8.example/o8-module/internal/settings"
)

const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 10 * time.Second
	requestTimeout    = 15 * time.Second
	writeTimeout      = 30 * time.Second
	// Longer than proxies keep connections: they must be the ones that close them.
	idleTimeout    = 120 * time.Second
	maxHeaderBytes = 32 << 10
	maxBodyBytes   = 1 << 20
)

// Requests still arrive until all proxies know that the pod ends; then those at hand have
// their time. With what is closed after it, it is less than the 24 s that a pod has.
var (
	noticeTime = 2 * time.Second
	drainTime  = 18 * time.Second
)

// NewServers serves the routes, the probes and the metrics.
func NewServers(port int, routes *http.ServeMux, health *Health) []*http.Server {
	// In this order: where paths are the same, readiness says the most.
	probes := map[string]http.Handler{}
	probes[settings.StartupPath] = http.HandlerFunc(health.live)
	probes[settings.LivenessPath] = http.HandlerFunc(health.live)
	probes[settings.ReadinessPath] = http.HandlerFunc(health.readiness)
	// o8:if metrics-port
	operations := map[string]http.Handler{settings.MetricsPath: metrics.Handler()}
	// o8:else
	probes[settings.MetricsPath] = metrics.Handler()
	// o8:end
	app := observe(answerErrors(routes))
	// o8:if tracing
	app = otelhttp.NewHandler(app, "request", otelhttp.WithSpanNameFormatter(spanName))
	// o8:end
	return []*http.Server{
		newServer(port, health, first(probes, limit(app))),
		// o8:if metrics-port
		newServer(settings.MetricsPort, health, first(operations, answerErrors(http.NewServeMux()))),
		// o8:end
	}
}

func newServer(port int, health *Health, handler http.Handler) *http.Server {
	return &http.Server{
		Addr:              ":" + strconv.Itoa(port),
		Handler:           closeWhileDraining(health, handler),
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn),
	}
}

// Serve ends when ctx has ended and the requests at hand are answered.
func Serve(ctx context.Context, health *Health, servers []*http.Server) error {
	failed := make(chan error, len(servers))
	for _, server := range servers {
		go func() { failed <- server.ListenAndServe() }()
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	slog.Info("Draining")
	health.drain()
	time.Sleep(noticeTime)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	var stopping sync.WaitGroup
	for _, server := range servers {
		stopping.Go(func() { shutDown(ctx, server) })
	}
	stopping.Wait()
	return nil
}

func shutDown(ctx context.Context, server *http.Server) {
	if err := server.Shutdown(ctx); err != nil {
		slog.Warn("Requests were cut off", "error", errors.Join(err, server.Close()))
	}
}
