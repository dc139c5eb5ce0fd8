// o8:file service+database|service+publishes
// Package visits is an example, to be replaced: it stores nothing that callers say.
package visits

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// Visit is one call.
type Visit struct {
	// ID is a UUID.
	ID string `json:"id"`
	// VisitedAt is in UTC.
	VisitedAt time.Time `json:"visitedAt"`
}

// o8:if database
// Summary is what is known of all visits.
type Summary struct {
	// Count is that of all.
	Count int64 `json:"count"`
	// Latest are the newest, the last one first.
	Latest []Visit `json:"latest"`
}

// Store keeps visits.
type Store interface {
	// o8:if publishes
	// Add stores a visit, unless beforeCommit fails.
	Add(ctx context.Context, visit Visit, beforeCommit func(context.Context) error) error
	// o8:else
	// Add stores a visit.
	Add(ctx context.Context, visit Visit) error
	// o8:end
	// Summarize counts, and returns the newest.
	Summarize(ctx context.Context) (Summary, error)
}

// o8:end
// o8:if publishes
// Publisher tells others.
type Publisher interface {
	// Publish returns when the bus has the event.
	Publish(ctx context.Context, id string, event any) error
}

// o8:end
// Visits notes who came.
type Visits struct {
	// o8:if database
	// Store keeps them.
	Store Store
	// o8:end
	// o8:if publishes
	// Publisher tells of them.
	Publisher Publisher
	// o8:end
}

// Add notes a new visit.
func (v *Visits) Add(ctx context.Context) (Visit, error) {
	// PostgreSQL has microseconds.
	visit := Visit{ID: uuid.NewString(), VisitedAt: time.Now().UTC().Truncate(time.Microsecond)}
	// o8:if database+publishes
	// There may be an event of a visit that is not stored, if the commit fails, but never a
	// visit without its event. Where that matters, use an outbox.
	return visit, v.Store.Add(ctx, visit, func(ctx context.Context) error {
		return v.Publisher.Publish(ctx, visit.ID, visit)
	})
	// o8:end
	// o8:if database+!publishes
	return visit, v.Store.Add(ctx, visit)
	// o8:end
	// o8:if !database
	return visit, v.Publisher.Publish(ctx, visit.ID, visit)
	// o8:end
}
