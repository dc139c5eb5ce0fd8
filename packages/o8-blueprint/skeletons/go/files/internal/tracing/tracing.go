// o8:file tracing
// Package tracing sends spans to where the environment says.
package tracing

import (
	"context"
	"log/slog"
	"time"

	"go.opentelemetry.io/contrib/propagators/autoprop"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/trace"
)

// Start sets tracing up by the variables of OpenTelemetry, which its SDK reads itself. What
// it returns sends what is left, and takes no longer than it is told.
func Start(ctx context.Context, sends bool) (flush func(time.Duration), err error) {
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) {
		slog.Warn("Spans were lost", "error", err)
	}))
	otel.SetTextMapPropagator(autoprop.NewTextMapPropagator())
	var options []trace.TracerProviderOption
	if sends {
		exporter, err := otlptracehttp.New(ctx)
		if err != nil {
			return nil, err
		}
		options = append(options, trace.WithBatcher(exporter))
	}
	// Spans exist also where they are not sent: logs have their ids.
	provider := trace.NewTracerProvider(options...)
	otel.SetTracerProvider(provider)
	return func(limit time.Duration) {
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		if err := provider.Shutdown(ctx); err != nil {
			slog.Warn("Spans were lost", "error", err)
		}
	}, nil
}
