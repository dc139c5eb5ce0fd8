// o8:file nats+consumes
package bus

import (
	"context"
	"fmt"
	"log/slog"
	// o8:if tracing
	"strings"
	// o8:end
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"o8.example/o8-module/internal/events"
)

const (
	// Events that wait in a process are none that others can take, or that it can finish.
	waitingMessages = 1
	// A server that is gone without a word is noticed after twice the heartbeat.
	pullExpiry    = 10 * time.Second
	pullHeartbeat = 2 * time.Second
	resumeDelay   = 2 * time.Second
)

// Consume takes events, one at a time of each stream, until ctx ends.
// o8:if job
func (b *Bus) Consume(ctx context.Context, started func(), process events.Process) {
	started()
	// o8:else
func (b *Bus) Consume(ctx context.Context, process events.Process) {
	// o8:end
	var streams sync.WaitGroup
	for source, stream := range b.settings.Consumed {
		streams.Go(func() { b.consumeStream(ctx, source, stream, process) })
	}
	streams.Wait()
}

// consumeStream begins again whenever the consumer was lost.
func (b *Bus) consumeStream(ctx context.Context, source, stream string, process events.Process) {
	for ctx.Err() == nil {
		err := b.take(ctx, source, stream, process)
		if ctx.Err() != nil {
			return
		}
		slog.Warn("Events are not consumed now, trying again", "source", source, "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(resumeDelay):
		}
	}
}

func (b *Bus) take(ctx context.Context, source, stream string, process events.Process) error {
	consumer, err := b.jetStream.Consumer(ctx, stream, b.settings.Consumer)
	if err != nil {
		return err
	}
	messages, err := consumer.Messages(
		jetstream.PullMaxMessages(waitingMessages),
		jetstream.PullExpiry(pullExpiry),
		jetstream.PullHeartbeat(pullHeartbeat),
	)
	if err != nil {
		return err
	}
	defer messages.Stop()
	stop := context.AfterFunc(ctx, messages.Drain)
	defer stop()
	for {
		message, err := messages.Next()
		if err != nil {
			return err
		}
		if err := settle(ctx, source, message, process); err != nil {
			slog.Warn("The bus was not told what became of an event", "source", source, "error", err)
		}
	}
}

func settle(ctx context.Context, source string, message jetstream.Msg, process events.Process) error {
	if ctx.Err() != nil {
		return message.Nak()
	}
	metadata, err := message.Metadata()
	if err != nil {
		return fmt.Errorf("not from a stream: %w", err)
	}
	switch process(ctx, toMessage(source, message)) {
	case events.Handled:
		return message.Ack()
	case events.Rejected:
		return message.Term()
	default:
		return message.NakWithDelay(events.RetryDelay(metadata.NumDelivered))
	}
}

func toMessage(source string, message jetstream.Msg) events.Message {
	// o8:if tracing
	headers := map[string]string{}
	for name, values := range message.Headers() {
		headers[strings.ToLower(name)] = values[0]
	}
	return events.Message{Source: source, Data: message.Data(), Headers: headers}
	// o8:else
	return events.Message{Source: source, Data: message.Data()}
	// o8:end
}
