// o8:file consumes
package events

import (
	"context"
	"fmt"
	"log/slog"
	"time"
	// o8:if service|worker

	"o8.example/o8-module/internal/metrics"
	// o8:end
	// o8:if job+tracing

	// o8:end
	// o8:if tracing
	"o8.example/o8-module/internal/tracing"
	// o8:end
)

const (
	// Less than the bus waits until it sends an event again (30 s), and than a pod has to end.
	handleTimeout   = 15 * time.Second
	firstRetryDelay = time.Second
	mostRetryDelay  = time.Minute
)

// Outcome is what became of an event.
type Outcome string

const (
	// Handled events are done.
	Handled Outcome = "handled"
	// Rejected events can never be handled.
	Rejected Outcome = "rejected"
	// Failed events are tried again later.
	Failed Outcome = "failed"
)

// Process takes a message and says what became of it.
type Process func(context.Context, Message) Outcome

// Processor parses events and has them handled.
type Processor struct {
	// Handler does the work.
	Handler interface {
		Handle(ctx context.Context, source string, event Event) error
	}
}

// Process is a [Process]. An event at hand is finished also if ctx ends.
func (p *Processor) Process(ctx context.Context, message Message) Outcome {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), handleTimeout)
	defer cancel()
	// o8:if tracing
	ctx, span := tracing.StartProcess(ctx, message.Source, message.Headers)
	// o8:end
	outcome, err := p.process(ctx, message)
	// o8:if tracing
	tracing.End(span, err)
	// o8:end
	switch outcome {
	case Rejected:
		slog.WarnContext(ctx, "An event was rejected", "source", message.Source, "error", err)
	case Failed:
		slog.ErrorContext(ctx, "An event was not handled", "source", message.Source, "error", err)
	}
	// o8:if service|worker
	metrics.EventsConsumed.WithLabelValues(message.Source, string(outcome)).Inc()
	// o8:end
	return outcome
}

func (p *Processor) process(ctx context.Context, message Message) (Outcome, error) {
	event, err := Parse(message.Data)
	if err != nil {
		return Rejected, err
	}
	if err := p.handle(ctx, message.Source, event); err != nil {
		return Failed, err
	}
	return Handled, nil
}

// handle makes an error of a panic: one event must not end the process each time it comes.
func (p *Processor) handle(ctx context.Context, source string, event Event) (err error) {
	defer func() {
		if failure := recover(); failure != nil {
			err = fmt.Errorf("panic: %v", failure)
		}
	}()
	return p.Handler.Handle(ctx, source, event)
}

// RetryDelay is the time until an event is tried again that has failed that many times.
func RetryDelay(failures uint64) time.Duration {
	delay := firstRetryDelay
	for range min(max(failures, 1), 10) - 1 {
		delay *= 2
	}
	return min(delay, mostRetryDelay)
}
