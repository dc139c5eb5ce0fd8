// o8:file service+nats|service+kafka|worker+nats|worker+kafka
package metrics

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// o8:if publishes
// EventsPublished counts by outcome: published or failed.
var EventsPublished = promauto.NewCounterVec(prometheus.CounterOpts{
	Name: "events_published_total",
	Help: "Events that the bus took, or did not.",
}, []string{"outcome"})

// o8:end
// o8:if consumes
// EventsConsumed counts by source and outcome: handled, rejected or failed.
var EventsConsumed = promauto.NewCounterVec(prometheus.CounterOpts{
	Name: "events_consumed_total",
	Help: "Events that arrived, each time that they did.",
}, []string{"source", "outcome"})

// o8:end
