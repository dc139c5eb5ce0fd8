// o8:file consumes
package events

import (
	"context"
	"errors"
	"testing"
	"time"
)

type handlerFunc func(context.Context, string, Event) error

func (f handlerFunc) Handle(ctx context.Context, source string, event Event) error {
	return f(ctx, source, event)
}

func TestProcess(t *testing.T) {
	for name, test := range map[string]struct {
		data    string
		err     error
		want    Outcome
		handled string
	}{
		"handled":     {`{"id":"a","more":1}`, nil, Handled, "a"},
		"failed":      {`{"id":"a"}`, errors.New("no"), Failed, "a"},
		"not JSON":    {`{"id":`, nil, Rejected, ""},
		"two values":  {`{"id":"a"}{}`, nil, Rejected, ""},
		"no object":   {`["a"]`, nil, Rejected, ""},
		"null":        {`null`, nil, Rejected, ""},
		"no id":       {`{}`, nil, Rejected, ""},
		"empty id":    {`{"id":""}`, nil, Rejected, ""},
		"no text":     {`{"id":5}`, nil, Rejected, ""},
		"no database": {`{"id":"a\u0000"}`, nil, Rejected, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var handled string
			p := &Processor{Handler: handlerFunc(func(_ context.Context, source string, event Event) error {
				if source != "BILLING__PAID" || string(event.Data) != test.data {
					t.Errorf("source %q, data %s", source, event.Data)
				}
				handled = event.ID
				return test.err
			})}
			message := Message{Source: "BILLING__PAID", Data: []byte(test.data)}
			if got := p.Process(t.Context(), message); got != test.want {
				t.Errorf("outcome %q, want %q", got, test.want)
			}
			if handled != test.handled {
				t.Errorf("handled %q, want %q", handled, test.handled)
			}
		})
	}
}

func TestProcessOutlivesAPanic(t *testing.T) {
	p := &Processor{Handler: handlerFunc(func(context.Context, string, Event) error { panic("no") })}
	if got := p.Process(t.Context(), Message{Data: []byte(`{"id":"a"}`)}); got != Failed {
		t.Errorf("outcome %q", got)
	}
}

func TestProcessFinishesWhatIsAtHand(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	p := &Processor{Handler: handlerFunc(func(ctx context.Context, _ string, _ Event) error { return ctx.Err() })}
	if got := p.Process(ctx, Message{Data: []byte(`{"id":"a"}`)}); got != Handled {
		t.Errorf("outcome %q", got)
	}
}

func TestRetryDelay(t *testing.T) {
	for failures, want := range map[uint64]time.Duration{
		0: time.Second, 1: time.Second, 2: 2 * time.Second, 6: 32 * time.Second, 7: time.Minute, 1000: time.Minute,
	} {
		if got := RetryDelay(failures); got != want {
			t.Errorf("after %d: %s, want %s", failures, got, want)
		}
	}
}
