// o8:file service|worker
package main

import (
	"context"
	"net/http"
	// o8:if database|nats|kafka
	"sync"
	// o8:end

	"o8.example/o8-module/internal/settings"
	// o8:if service+database|service+publishes
	"o8.example/o8-module/internal/visits"
	// o8:end
	"o8.example/o8-module/internal/web"
)

// run serves until ctx ends, and finishes what is at hand then.
func run(ctx context.Context, s settings.Settings) error {
	health := &web.Health{}
	mux := http.NewServeMux()
	// o8:if service
	mux.HandleFunc("GET /{$}", web.Index)
	// o8:end
	// o8:if database|nats|kafka
	c, err := connect(s)
	if err != nil {
		return err
	}
	defer c.close()
	// o8:end
	// o8:if service+database|service+publishes
	visits.NewHandler(c.visits()).Register(mux)
	// o8:end
	// o8:if database|nats|kafka
	var background sync.WaitGroup
	defer background.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	background.Go(func() { c.work(ctx, health) })
	// o8:else
	health.SetReady()
	// o8:end
	return web.Serve(ctx, health, web.NewServers(s.Port, mux, health))
}
