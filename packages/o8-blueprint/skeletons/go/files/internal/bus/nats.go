// o8:file nats
// Package bus is the module's connection to NATS.
package bus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	// o8:if publishes
	"o8.example/o8-module/internal/events"
	// o8:end
	"o8.example/o8-module/internal/settings"
)

const (
	connectTimeout      = 3 * time.Second
	pingInterval        = 20 * time.Second
	firstReconnectDelay = 100 * time.Millisecond
	mostReconnectDelay  = 10 * time.Second
)

// Bus is a connection that is kept up for ever.
type Bus struct {
	settings   settings.Bus
	connection *nats.Conn
	jetStream  jetstream.JetStream
}

// Open connects in the background.
func Open(s settings.Bus) (*Bus, error) {
	options := []nats.Option{
		nats.Name("o8-module"),
		nats.Timeout(connectTimeout),
		nats.PingInterval(pingInterval),
		nats.RetryOnFailedConnect(true),
		nats.MaxReconnects(-1),
		nats.CustomReconnectDelay(reconnectDelay),
		// Credentials that are refused now may be known later.
		nats.IgnoreAuthErrorAbort(),
		// What cannot be sent now must fail now, and not be sent after it was told to have failed.
		nats.ReconnectBufSize(-1),
		nats.ConnectHandler(func(*nats.Conn) { slog.Info("Connected to the bus") }),
		nats.ReconnectHandler(func(*nats.Conn) { slog.Info("Connected to the bus again") }),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			// Without an error it is the end of the process.
			if err != nil {
				slog.Warn("Not connected to the bus", "error", err)
			}
		}),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			slog.Warn("The bus reported an error", "error", err)
		}),
	}
	if s.CredentialsFile != "" {
		options = append(options, nats.UserCredentials(s.CredentialsFile))
	}
	connection, err := nats.Connect(s.URL, options...)
	if err != nil {
		return nil, fmt.Errorf("connecting to NATS: %w", err)
	}
	jetStream, err := jetstream.New(connection)
	return &Bus{settings: s, connection: connection, jetStream: jetStream}, err
}

func reconnectDelay(attempts int) time.Duration {
	return min(firstReconnectDelay<<min(attempts, 10), mostReconnectDelay)
}

// Reach fails until the bus answers and has what is consumed.
func (b *Bus) Reach(ctx context.Context) error {
	if !b.connection.IsConnected() {
		return errors.Join(nats.ErrDisconnected, b.connection.LastError())
	}
	// o8:if consumes
	for source, stream := range b.settings.Consumed {
		if _, err := b.jetStream.Consumer(ctx, stream, b.settings.Consumer); err != nil {
			return fmt.Errorf("consumer %q of stream %q (%s): %w", b.settings.Consumer, stream, source, err)
		}
	}
	return nil
	// o8:else
	return b.connection.FlushWithContext(ctx)
	// o8:end
}

// o8:if publishes
// Send returns when the stream has the message.
func (b *Bus) Send(ctx context.Context, message events.Message) error {
	if !b.connection.IsConnected() {
		return nats.ErrDisconnected
	}
	msg := nats.NewMsg(b.settings.Subject)
	msg.Data = message.Data
	// o8:if tracing
	for name, value := range message.Headers {
		// Not by Set: the names of headers of NATS are told apart by case.
		msg.Header[name] = []string{value}
	}
	// o8:end
	_, err := b.jetStream.PublishMsg(ctx, msg,
		jetstream.WithMsgID(message.ID), jetstream.WithExpectStream(b.settings.Stream))
	return err
}

// o8:end
// o8:if publishes+tracing
// Destination is the subject that messages are sent to.
func (b *Bus) Destination() string {
	return b.settings.Subject
}

// o8:end
// Close sends what is left, until ctx ends.
func (b *Bus) Close(ctx context.Context) {
	if b.connection.IsConnected() {
		if err := b.connection.FlushWithContext(ctx); err != nil {
			slog.Warn("The bus may have lost what was sent last", "error", err)
		}
	}
	b.connection.Close()
}
