module o8.example/o8-module

go 1.26.0

require (
	// o8:if database|nats|kafka
	github.com/cenkalti/backoff/v5 v5.0.3
	// o8:end
	// o8:if database+tracing
	github.com/exaring/otelpgx v0.13.0
	// o8:end
	// o8:if database|nats|kafka
	github.com/google/uuid v1.6.0
	// o8:end
	// o8:if database
	github.com/jackc/pgx/v5 v5.12.0
	// o8:end
	// o8:if nats
	github.com/nats-io/nats.go v1.55.0
	// o8:end
	// o8:if database
	github.com/pressly/goose/v3 v3.29.0
	// o8:end
	github.com/prometheus/client_golang v1.25.0
	// o8:if kafka
	github.com/twmb/franz-go v1.22.2
	github.com/twmb/franz-go/pkg/kmsg v1.15.0
	// o8:end
	// o8:if tracing
	go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp v0.72.0
	go.opentelemetry.io/contrib/propagators/autoprop v0.72.0
	go.opentelemetry.io/otel v1.47.0
	go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp v1.47.0
	go.opentelemetry.io/otel/sdk v1.47.0
	go.opentelemetry.io/otel/trace v1.47.0
	// o8:end
)
