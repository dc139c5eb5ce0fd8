// Package logging writes one JSON object a line.
package logging

import (
	"context"
	"io"
	"log/slog"
	"runtime/debug"
	"strings"
	// o8:if tracing

	"go.opentelemetry.io/otel/trace"
	// o8:end
)

// New returns a logger with the names of fields that the platform reads.
func New(w io.Writer) *slog.Logger {
	return slog.New(handler{slog.NewJSONHandler(w, &slog.HandlerOptions{ReplaceAttr: rename})})
}

func rename(groups []string, attr slog.Attr) slog.Attr {
	if len(groups) > 0 {
		return attr
	}
	switch attr.Key {
	case slog.TimeKey:
		if attr.Value.Kind() == slog.KindTime {
			return slog.Time(slog.TimeKey, attr.Value.Time().UTC())
		}
	case slog.LevelKey:
		return slog.String(slog.LevelKey, strings.ToLower(attr.Value.String()))
	case slog.MessageKey:
		return slog.String("message", attr.Value.String())
	}
	return attr
}

// handler adds what the context and the stack know.
type handler struct {
	slog.Handler
}

// Handle implements [slog.Handler].
func (h handler) Handle(ctx context.Context, record slog.Record) error {
	// o8:if tracing
	if span := trace.SpanContextFromContext(ctx); span.IsValid() {
		record.AddAttrs(
			slog.String("trace_id", span.TraceID().String()),
			slog.String("span_id", span.SpanID().String()),
		)
	}
	// o8:end
	if record.Level >= slog.LevelError {
		record.AddAttrs(slog.String("stack", string(debug.Stack())))
	}
	return h.Handler.Handle(ctx, record)
}

// WithAttrs implements [slog.Handler].
func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return handler{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements [slog.Handler].
func (h handler) WithGroup(name string) slog.Handler {
	return handler{h.Handler.WithGroup(name)}
}
