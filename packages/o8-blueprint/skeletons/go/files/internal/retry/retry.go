// o8:file database|nats|kafka
// Package retry tries again what failed.
package retry

import (
	"context"
	"log/slog"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	firstDelay = 100 * time.Millisecond
	mostDelay  = 10 * time.Second
	// A try that gets no answer must not be the last one.
	tryTimeout = 5 * time.Second
)

// o8:if publishes
const shortTryTimeout = 2 * time.Second

// o8:end

// Forever tries until f succeeds, and returns an error only if ctx ends before that.
func Forever(ctx context.Context, what string, f func(context.Context) error) error {
	_, err := backoff.Retry(ctx, toOperation(ctx, tryTimeout, f),
		backoff.WithBackOff(delays()),
		backoff.WithMaxElapsedTime(0),
		backoff.WithNotify(func(err error, delay time.Duration) {
			slog.Warn("Could not "+what+", trying again", "error", err, "delay", delay.String())
		}),
	)
	return err
}

// o8:if publishes
// For tries until f succeeds or the time is over, and returns the last error.
func For(ctx context.Context, limit time.Duration, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var last error
	_, err := backoff.Retry(ctx, toOperation(ctx, shortTryTimeout, func(ctx context.Context) error {
		last = f(ctx)
		return last
	}), backoff.WithBackOff(delays()))
	if err != nil && last != nil {
		return last
	}
	return err
}

// o8:end
func toOperation(ctx context.Context, limit time.Duration, f func(context.Context) error) backoff.Operation[struct{}] {
	return func() (struct{}, error) {
		ctx, cancel := context.WithTimeout(ctx, limit)
		defer cancel()
		return struct{}{}, f(ctx)
	}
}

func delays() *backoff.ExponentialBackOff {
	delays := backoff.NewExponentialBackOff()
	delays.InitialInterval = firstDelay
	delays.MaxInterval = mostDelay
	delays.Multiplier = 2
	return delays
}
