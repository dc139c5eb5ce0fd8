// o8:file nats+consumes
package bus

import (
	"context"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"o8.example/o8-module/internal/events"
)

// delivered is a message that notes what the bus is told of it.
type delivered struct {
	jetstream.Msg
	told string
}

func (d *delivered) Data() []byte         { return []byte("data") }
func (d *delivered) Headers() nats.Header { return nats.Header{"Traceparent": {"one"}} }
func (d *delivered) Ack() error           { d.told = "ack"; return nil }
func (d *delivered) Nak() error           { d.told = "nak"; return nil }
func (d *delivered) Term() error          { d.told = "term"; return nil }

func (d *delivered) NakWithDelay(delay time.Duration) error {
	d.told = "nak " + delay.String()
	return nil
}

func (d *delivered) Metadata() (*jetstream.MsgMetadata, error) {
	return &jetstream.MsgMetadata{NumDelivered: 3}, nil
}

func TestSettleTellsTheBus(t *testing.T) {
	for outcome, want := range map[events.Outcome]string{
		events.Handled:  "ack",
		events.Rejected: "term",
		events.Failed:   "nak 4s",
	} {
		message := &delivered{}
		err := settle(t.Context(), "BILLING__PAID", message, func(_ context.Context, m events.Message) events.Outcome {
			if m.Source != "BILLING__PAID" || string(m.Data) != "data" {
				t.Errorf("message = %v", m)
			}
			// o8:if tracing
			if m.Headers["traceparent"] != "one" {
				t.Errorf("headers = %v", m.Headers)
			}
			// o8:end
			return outcome
		})
		if err != nil || message.told != want {
			t.Errorf("%s: told %q, want %q (%v)", outcome, message.told, want, err)
		}
	}
}

func TestSettleGivesBackWhileDraining(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	message := &delivered{}
	err := settle(ctx, "", message, func(context.Context, events.Message) events.Outcome {
		t.Error("a new event was taken")
		return events.Handled
	})
	if err != nil || message.told != "nak" {
		t.Errorf("told %q (%v)", message.told, err)
	}
}
