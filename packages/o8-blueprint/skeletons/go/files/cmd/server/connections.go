// o8:file database|nats|kafka
package main

import (
	"context"
	// o8:if service|worker
	"log/slog"
	// o8:end
	"time"

	// o8:if database
	"github.com/jackc/pgx/v5/pgxpool"
	// o8:end

	// o8:if nats|kafka
	"o8.example/o8-module/internal/bus"
	// o8:end
	// o8:if database
	"o8.example/o8-module/internal/database"
	// o8:end
	// o8:if consumes|publishes+!worker
	"o8.example/o8-module/internal/events"
	// o8:end
	// o8:if job
	"o8.example/o8-module/internal/job"
	// o8:end
	"o8.example/o8-module/internal/retry"
	"o8.example/o8-module/internal/settings"
	// o8:if service+database|service+publishes
	"o8.example/o8-module/internal/visits"
	// o8:end
	// o8:if service|worker
	"o8.example/o8-module/internal/web"
	// o8:end
)

// closeTimeout is for everything together: what hangs must not outlast the pod.
const closeTimeout = time.Second

// connections are what the module needs beside itself.
type connections struct {
	// o8:if database
	// pool connects when it is used.
	pool *pgxpool.Pool
	// o8:end
	// o8:if nats|kafka
	// bus connects in the background.
	bus *bus.Bus
	// o8:end
}

// connect waits for nothing: what is not there yet is no reason to end.
func connect(s settings.Settings) (*connections, error) {
	c := &connections{}
	var err error
	// o8:if database
	if c.pool, err = database.Open(); err != nil {
		return nil, err
	}
	// o8:end
	// o8:if nats|kafka
	if c.bus, err = bus.Open(s.Bus); err != nil {
		return nil, err
	}
	// o8:end
	return c, nil
}

// reach returns when everything has been reached once, or ctx has ended.
func (c *connections) reach(ctx context.Context) error {
	// o8:if database
	if err := retry.Forever(ctx, "reach the database", c.pool.Ping); err != nil {
		return err
	}
	// o8:end
	// o8:if nats|kafka
	if err := retry.Forever(ctx, "reach the bus", c.bus.Reach); err != nil {
		return err
	}
	// o8:end
	return nil
}

// o8:if service|worker
// work makes the module ready, and takes what reaches it by other ways than requests.
func (c *connections) work(ctx context.Context, health *web.Health) {
	if err := c.reach(ctx); err != nil {
		return
	}
	health.SetReady()
	slog.Info("Ready")
	// o8:if consumes
	c.bus.Consume(ctx, c.processor().Process)
	// o8:end
}

// o8:end
func (c *connections) close() {
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	// o8:if nats|kafka
	c.bus.Close(ctx)
	// o8:end
	// o8:if database
	database.Close(ctx, c.pool)
	// o8:end
}

// o8:if service+database|service+publishes
func (c *connections) visits() *visits.Visits {
	v := &visits.Visits{}
	// o8:if database
	v.Store = &visits.PostgresStore{Pool: c.pool}
	// o8:end
	// o8:if publishes
	v.Publisher = events.NewPublisher(c.bus)
	// o8:end
	return v
}

// o8:end
// o8:if consumes
func (c *connections) processor() *events.Processor {
	// o8:if database
	return &events.Processor{Handler: &events.Handler{Pool: c.pool}}
	// o8:else
	return &events.Processor{Handler: &events.Handler{}}
	// o8:end
}

// o8:end
// o8:if job
func (c *connections) job() job.Job {
	j := job.Job{}
	// o8:if database
	j.Pool = c.pool
	// o8:end
	// o8:if publishes
	j.Publisher = events.NewPublisher(c.bus)
	// o8:end
	return j
}

// o8:end
