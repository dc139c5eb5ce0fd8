// o8:file publishes
package events

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"o8.example/o8-module/internal/unavailable"
)

// flaky fails as many times as it says.
type flaky struct {
	failures int
	sent     []Message
}

func (f *flaky) Send(_ context.Context, message Message) error {
	f.sent = append(f.sent, message)
	if len(f.sent) <= f.failures {
		return errors.New("not now")
	}
	return nil
}

// o8:if tracing
func (f *flaky) Destination() string { return "visits" }

// o8:end
func TestPublishTriesAgainWithTheSameID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bus := &flaky{failures: 2}
		if err := NewPublisher(bus).Publish(t.Context(), "a", map[string]string{"id": "a"}); err != nil {
			t.Fatal(err)
		}
		if len(bus.sent) != 3 {
			t.Fatalf("sent %d times", len(bus.sent))
		}
		for _, message := range bus.sent {
			if message.ID != "a" || string(message.Data) != `{"id":"a"}` {
				t.Errorf("sent %q %s", message.ID, message.Data)
			}
		}
	})
}

func TestPublishGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		err := NewPublisher(&flaky{failures: 1000}).Publish(t.Context(), "a", "event")
		if !errors.Is(err, unavailable.Err) {
			t.Errorf("error = %v", err)
		}
		if took := time.Since(start); took > publishTimeout {
			t.Errorf("took %s", took)
		}
	})
}
