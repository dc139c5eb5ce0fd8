// o8:file publishes
package events

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
	// o8:if !job

	"o8.example/o8-module/internal/metrics"
	// o8:else

	// o8:end
	"o8.example/o8-module/internal/retry"
	// o8:if tracing
	"o8.example/o8-module/internal/tracing"
	// o8:end
	"o8.example/o8-module/internal/unavailable"
)

const publishTimeout = 5 * time.Second

// Bus sends messages to the stream or topic of the module.
type Bus interface {
	// Send returns when the bus has the message.
	Send(ctx context.Context, message Message) error
	// o8:if tracing
	// Destination is what messages are sent to.
	Destination() string
	// o8:end
}

// Publisher publishes events.
type Publisher struct {
	bus Bus
}

// NewPublisher returns a publisher to this bus.
func NewPublisher(bus Bus) *Publisher {
	return &Publisher{bus}
}

// Publish returns when the bus has the event. What fails is tried again for a while, with
// the same id: that is no second event.
func (p *Publisher) Publish(ctx context.Context, id string, event any) error {
	data, err := json.Marshal(event)
	if err != nil {
		return fmt.Errorf("an event is no JSON: %w", err)
	}
	message := Message{ID: id, Data: data}
	// o8:if tracing
	ctx, span, headers := tracing.StartPublish(ctx, p.bus.Destination(), id)
	message.Headers = headers
	// o8:end
	err = retry.For(ctx, publishTimeout, func(ctx context.Context) error {
		return p.bus.Send(ctx, message)
	})
	// o8:if tracing
	tracing.End(span, err)
	// o8:end
	if err != nil {
		// o8:if !job
		metrics.EventsPublished.WithLabelValues("failed").Inc()
		// o8:end
		return fmt.Errorf("%w: publishing: %w", unavailable.Err, err)
	}
	// o8:if !job
	metrics.EventsPublished.WithLabelValues("published").Inc()
	// o8:end
	return nil
}
