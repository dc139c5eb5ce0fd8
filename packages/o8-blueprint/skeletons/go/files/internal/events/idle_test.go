// o8:file job+consumes
package events

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestUntilIdleWaitsForWhatIsAtHand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		process := func(context.Context, Message) Outcome {
			time.Sleep(10 * time.Second)
			return Handled
		}
		UntilIdle(t.Context(), 5*time.Second, process,
			func(ctx context.Context, started func(), process Process) {
				time.Sleep(time.Minute)
				started()
				process(ctx, Message{})
				<-ctx.Done()
			})
		if took := time.Since(start); took != 75*time.Second {
			t.Errorf("took %s", took)
		}
	})
}
