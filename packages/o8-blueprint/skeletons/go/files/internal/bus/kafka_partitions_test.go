// o8:file kafka+consumes
package bus

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"o8.example/o8-module/internal/events"
)

var record = &kgo.Record{
	Topic:   "billing-paid",
	Value:   []byte("data"),
	Headers: []kgo.RecordHeader{{Key: "Traceparent", Value: []byte("one")}},
}

var consumed = map[string]string{"BILLING__PAID": "billing-paid"}

func TestAFailedEventIsTriedAgainInPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		tries := 0
		p := newPartitions(t.Context(), consumed, func(_ context.Context, m events.Message) events.Outcome {
			if m.Source != "BILLING__PAID" || string(m.Data) != "data" {
				t.Errorf("message = %v", m)
			}
			// o8:if tracing
			if m.Headers["traceparent"] != "one" {
				t.Errorf("headers = %v", m.Headers)
			}
			// o8:end
			if tries++; tries < 4 {
				return events.Failed
			}
			return events.Handled
		})
		if !p.handle(t.Context(), record) {
			t.Error("it is not done")
		}
		if took := time.Since(start); tries != 4 || took != 7*time.Second {
			t.Errorf("%d tries in %s", tries, took)
		}
	})
}

func TestAFailedEventIsGivenBackWhileDraining(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer stop()
		p := newPartitions(ctx, consumed, func(context.Context, events.Message) events.Outcome {
			return events.Failed
		})
		if p.handle(ctx, record) {
			t.Error("its offset would be committed")
		}
	})
}

func TestRejectedEventsAreSkipped(t *testing.T) {
	p := newPartitions(t.Context(), consumed, func(context.Context, events.Message) events.Outcome {
		return events.Rejected
	})
	if !p.handle(t.Context(), record) {
		t.Error("it would come for ever")
	}
}
