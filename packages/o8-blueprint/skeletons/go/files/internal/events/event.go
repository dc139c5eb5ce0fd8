// o8:file nats|kafka
// Package events is what the module tells others, and what it is told.
package events

// o8:if consumes
import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// maxIDBytes is what an index of PostgreSQL takes with ease.
const maxIDBytes = 1024

// o8:end
// Message is an event on the bus.
type Message struct {
	// o8:if publishes
	// ID is the same each time that an event is sent.
	ID string
	// o8:end
	// o8:if consumes
	// Source says where it comes from, `<MODULE>__<NAME>`.
	Source string
	// o8:end
	// Data is JSON.
	Data []byte
	// o8:if tracing
	// Headers carry the trace, by names in lower case.
	Headers map[string]string
	// o8:end
}

// o8:if consumes
// Event is what another module tells.
type Event struct {
	// ID is that of the event, unique in its source.
	ID string
	// Data is the whole event as JSON, for more of its fields.
	Data json.RawMessage
}

// Parse reads an event. What it refuses never becomes better.
func Parse(data []byte) (Event, error) {
	var fields struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(data, &fields); err != nil {
		return Event{}, fmt.Errorf("not an event: %w", err)
	}
	if fields.ID == "" || len(fields.ID) > maxIDBytes || strings.ContainsRune(fields.ID, 0) {
		return Event{}, errors.New("not an event: the id is missing, too long or no text")
	}
	return Event{ID: fields.ID, Data: data}, nil
}

// o8:end
