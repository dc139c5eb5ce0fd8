package logging

import (
	"bytes"
	// o8:if tracing
	"context"
	// o8:end
	"encoding/json"
	"errors"
	"testing"
	"time"
	// o8:if tracing

	"go.opentelemetry.io/otel/trace"
	// o8:end
)

func TestALineIsAnObject(t *testing.T) {
	var written bytes.Buffer
	New(&written).With("module", "shop").Error("no\n{\"level\":\"info\"}", "error", errors.New("gone\n"))

	var line map[string]any
	if err := json.Unmarshal(written.Bytes(), &line); err != nil {
		t.Fatalf("%v: %s", err, written.String())
	}
	if _, err := time.Parse(time.RFC3339, line["time"].(string)); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{
		"level":   "error",
		"message": "no\n{\"level\":\"info\"}",
		"error":   "gone\n",
		"module":  "shop",
	} {
		if line[name] != want {
			t.Errorf("%s = %q, want %q", name, line[name], want)
		}
	}
	if line["stack"] == nil {
		t.Error("no stack")
	}
	if lines := bytes.Count(written.Bytes(), []byte("\n")); lines != 1 {
		t.Errorf("%d lines", lines)
	}
}

// o8:if tracing
func TestALineHasTheIdsOfItsSpan(t *testing.T) {
	var written bytes.Buffer
	span := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}})
	New(&written).InfoContext(trace.ContextWithSpanContext(context.Background(), span), "hello")

	var line map[string]any
	if err := json.Unmarshal(written.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	if line["trace_id"] != span.TraceID().String() || line["span_id"] != span.SpanID().String() {
		t.Errorf("line = %v", line)
	}
}

// o8:end
