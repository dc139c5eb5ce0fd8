// o8:file job
package main

import (
	"context"
	// o8:if consumes
	"time"
	// o8:end

	// o8:if consumes
	"o8.example/o8-module/internal/events"
	// o8:end
	// o8:if !database+!nats+!kafka
	"o8.example/o8-module/internal/job"
	// o8:end
	"o8.example/o8-module/internal/settings"
)

// o8:if consumes
// idleTimeout is how long no event arrives until the job has taken all of them.
const idleTimeout = 5 * time.Second

// o8:end
// o8:if database|nats|kafka
// run does the work of the job once.
func run(ctx context.Context, s settings.Settings) error {
	c, err := connect(s)
	if err != nil {
		return err
	}
	defer c.close()
	if err := c.reach(ctx); err != nil {
		return err
	}
	// o8:if consumes
	events.UntilIdle(ctx, idleTimeout, c.processor().Process, c.bus.Consume)
	// o8:end
	return c.job().Run(ctx)
}

// o8:else
// run does the work of the job once.
func run(ctx context.Context, _ settings.Settings) error {
	return job.Job{}.Run(ctx)
}

// o8:end
