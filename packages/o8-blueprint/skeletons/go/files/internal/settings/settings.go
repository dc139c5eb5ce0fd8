// Package settings is everything that the environment tells the module.
package settings

import (
	"errors"
	"slices"
	"strings"
)

// o8:if service|worker
// Paths that the platform asks. Some may be the same.
const (
	StartupPath   = "/livez"   // o8:value startupPath
	LivenessPath  = "/livez"   // o8:value livenessPath
	ReadinessPath = "/readyz"  // o8:value readinessPath
	MetricsPath   = "/metrics" // o8:value metricsPath
)

// o8:end
// o8:if metrics-port
// MetricsPort is that of the metrics alone.
const MetricsPort = 9464 // o8:value metricsPort

// o8:end
// o8:if database
// PoolSize is the most connections that a process has to the database.
const PoolSize = 5 // o8:value poolSize

// o8:end
// o8:if publishes
// publishedEvent is the name in the variables of what the module publishes.
const publishedEvent = "VISITS" // o8:value publishedEvent

// o8:end
// Settings of the process.
type Settings struct {
	// o8:if service|worker
	// Port is where it listens.
	Port int
	// o8:end
	// o8:if nats|kafka
	// Bus is where events come from and go to.
	Bus Bus
	// o8:end
	// o8:if tracing
	// SendsTraces says if there is a place to send them to.
	SendsTraces bool
	// o8:end
}

// Read reads the variables, given as NAME=value. The error names all that are wrong.
func Read(environment []string) (Settings, error) {
	r := newReader(environment)
	var s Settings
	// o8:if service|worker
	s.Port = r.port("PORT")
	// o8:end
	// o8:if nats|kafka
	s.Bus = r.bus()
	// o8:end
	// o8:if tracing
	s.SendsTraces = r.tracing()
	// o8:end
	// o8:if database
	r.database()
	// o8:end
	return s, r.err()
}

// reader collects what is wrong.
type reader struct {
	values   map[string]string
	problems []string
}

func newReader(environment []string) *reader {
	r := &reader{values: map[string]string{}}
	for _, variable := range environment {
		name, value, _ := strings.Cut(variable, "=")
		r.values[name] = value
	}
	return r
}

func (r *reader) err() error {
	if len(r.problems) == 0 {
		return nil
	}
	slices.Sort(r.problems)
	return errors.New(strings.Join(r.problems, "; "))
}

// o8:if service|worker|database|nats|kafka|tracing
// problem says nothing of the value: it may be a secret.
func (r *reader) problem(name, text string) {
	r.problems = append(r.problems, name+" "+text)
}

// o8:end
