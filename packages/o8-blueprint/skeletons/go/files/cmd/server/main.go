// Command server is the module's process.
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	// o8:if tracing
	"time"
	// o8:end

	"o8.example/o8-module/internal/logging"
	"o8.example/o8-module/internal/settings"
	// o8:if tracing
	"o8.example/o8-module/internal/tracing"
	// o8:end
)

func main() {
	os.Exit(start())
}

// start returns the code that the process exits with.
func start() int {
	slog.SetDefault(logging.New(os.Stdout))
	s, err := settings.Read(os.Environ())
	if err != nil {
		slog.Error("The settings are wrong", "error", err)
		return 1
	}
	ctx := untilSignal()
	// o8:if tracing
	flush, err := tracing.Start(ctx, s.SendsTraces)
	if err != nil {
		slog.Error("Tracing could not be started", "error", err)
		return 1
	}
	defer flush(2 * time.Second)
	// o8:end
	err = run(ctx, s)
	// o8:if job
	if ctx.Err() != nil {
		slog.Warn("Stopped by a signal")
		return 128 + int(syscall.SIGTERM)
	}
	// o8:end
	if err != nil {
		slog.Error("The process ends", "error", err)
		return 1
	}
	return 0
}

// untilSignal returns a context that ends with the first signal to stop. The second one
// ends the process.
func untilSignal() context.Context {
	ctx, stop := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, syscall.SIGTERM, os.Interrupt)
	go func() {
		<-signals
		stop()
		<-signals
		os.Exit(1)
	}()
	return ctx
}
