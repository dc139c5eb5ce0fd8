// o8:file tracing+nats|tracing+kafka
package tracing

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

const tracerName = "o8.example/o8-module/internal/tracing"

// o8:if nats
const system = "nats"

// o8:else
const system = "kafka"

// o8:end

// o8:if publishes
// StartPublish starts the span of an event, which goes on in what the headers are sent to.
func StartPublish(ctx context.Context, destination, id string) (context.Context, trace.Span, map[string]string) {
	ctx, span := start(ctx, trace.SpanKindProducer, "send", destination)
	span.SetAttributes(attribute.String("messaging.message.id", id))
	headers := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, headers)
	return ctx, span, headers
}

// o8:end
// o8:if consumes
// StartProcess starts the span of an event that has arrived, in the trace of its headers.
func StartProcess(ctx context.Context, source string, headers map[string]string) (context.Context, trace.Span) {
	ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(headers))
	return start(ctx, trace.SpanKindConsumer, "process", source)
}

// o8:end
// End ends a span, as failed if there is an error.
func End(span trace.Span, err error) {
	if err != nil {
		span.RecordError(err)
		span.SetStatus(codes.Error, err.Error())
	}
	span.End()
}

func start(ctx context.Context, kind trace.SpanKind, operation, destination string) (context.Context, trace.Span) {
	return otel.Tracer(tracerName).Start(ctx, operation+" "+destination,
		trace.WithSpanKind(kind),
		trace.WithAttributes(
			attribute.String("messaging.system", system),
			attribute.String("messaging.operation.name", operation),
			attribute.String("messaging.operation.type", operation),
			attribute.String("messaging.destination.name", destination),
		),
	)
}
