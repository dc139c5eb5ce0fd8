// o8:file kafka
// Package bus is the module's connection to Kafka.
package bus

import (
	"context"
	"log/slog"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	// o8:if publishes
	"o8.example/o8-module/internal/events"
	// o8:end
	"o8.example/o8-module/internal/settings"
)

const (
	dialTimeout     = 3 * time.Second
	firstRetryDelay = 100 * time.Millisecond
	mostRetryDelay  = 10 * time.Second
)

// o8:if publishes
const deliveryTimeout = 5 * time.Second

// o8:end
// Bus is a client that connects when it has to.
type Bus struct {
	settings settings.Bus
	client   *kgo.Client
}

// Open connects to nothing yet.
func Open(s settings.Bus) (*Bus, error) {
	options := clientOptions(s)
	// o8:if publishes
	options = append(options,
		kgo.DefaultProduceTopic(s.Topic),
		kgo.RecordDeliveryTimeout(deliveryTimeout),
		// An answer in time matters more than an event that is there twice: it has an id.
		kgo.AllowIdempotentProduceCancellation(),
	)
	// o8:end
	client, err := kgo.NewClient(options...)
	return &Bus{settings: s, client: client}, err
}

func clientOptions(s settings.Bus) []kgo.Opt {
	options := []kgo.Opt{
		kgo.ClientID("o8-module"),
		kgo.SeedBrokers(s.Brokers...),
		kgo.DialTimeout(dialTimeout),
		kgo.RetryBackoffFn(func(failures int) time.Duration {
			return min(firstRetryDelay<<min(failures, 10), mostRetryDelay)
		}),
		kgo.WithLogger(logger{}),
	}
	if s.TLS != nil {
		options = append(options, kgo.DialTLSConfig(s.TLS))
	}
	return options
}

// Reach fails until the bus answers and has what is consumed.
func (b *Bus) Reach(ctx context.Context) error {
	// o8:if consumes
	return b.findTopics(ctx)
	// o8:else
	return b.client.Ping(ctx)
	// o8:end
}

// o8:if publishes
// Send returns when the topic has the message.
func (b *Bus) Send(ctx context.Context, message events.Message) error {
	record := &kgo.Record{Key: []byte(message.ID), Value: message.Data}
	// o8:if tracing
	for name, value := range message.Headers {
		record.Headers = append(record.Headers, kgo.RecordHeader{Key: name, Value: []byte(value)})
	}
	// o8:end
	return b.client.ProduceSync(ctx, record).FirstErr()
}

// o8:end
// o8:if publishes+tracing
// Destination is the topic that messages are sent to.
func (b *Bus) Destination() string {
	return b.settings.Topic
}

// o8:end
// Close ends the connections. What was published is there already.
func (b *Bus) Close(context.Context) {
	b.client.Close()
}

// logger passes on what the client warns of.
type logger struct{}

// Level implements [kgo.Logger].
func (logger) Level() kgo.LogLevel {
	return kgo.LogLevelWarn
}

// Log implements [kgo.Logger].
func (logger) Log(_ kgo.LogLevel, message string, fields ...any) {
	slog.Warn("Kafka: "+message, fields...)
}
