// o8:file job+consumes
package events

import (
	"context"
	"math"
	"sync"
	"time"
)

// Consume takes events until ctx ends. It calls started when some could arrive.
type Consume func(ctx context.Context, started func(), process Process)

// UntilIdle consumes until no event has been at hand for that long.
func UntilIdle(ctx context.Context, idle time.Duration, process Process, consume Consume) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	timer := time.AfterFunc(math.MaxInt64, cancel)
	defer timer.Stop()
	var mutex sync.Mutex
	atHand := 0
	note := func(change int) {
		mutex.Lock()
		defer mutex.Unlock()
		atHand += change
		if atHand > 0 {
			timer.Stop()
		} else {
			timer.Reset(idle)
		}
	}
	consume(ctx, func() { note(0) }, func(ctx context.Context, message Message) Outcome {
		note(1)
		defer note(-1)
		return process(ctx, message)
	})
}
