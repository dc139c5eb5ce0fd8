// o8:file service+database|service+publishes
package visits

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/uuid"

	"o8.example/o8-module/internal/unavailable"
)

// o8:if database
type memoryStore struct {
	visits []Visit
	err    error
}

// o8:if publishes
func (s *memoryStore) Add(ctx context.Context, visit Visit, beforeCommit func(context.Context) error) error {
	if err := beforeCommit(ctx); err != nil {
		return err
	}
	s.visits = append(s.visits, visit)
	return s.err
}

// o8:else
func (s *memoryStore) Add(_ context.Context, visit Visit) error {
	s.visits = append(s.visits, visit)
	return s.err
}

// o8:end
func (s *memoryStore) Summarize(context.Context) (Summary, error) {
	return Summary{Count: int64(len(s.visits)), Latest: s.visits}, s.err
}

// o8:end
// o8:if publishes
type memoryPublisher struct {
	ids []string
	err error
}

func (p *memoryPublisher) Publish(_ context.Context, id string, _ any) error {
	if p.err != nil {
		return p.err
	}
	p.ids = append(p.ids, id)
	return nil
}

// o8:end
func ask(visits *Visits, method string) *httptest.ResponseRecorder {
	mux := http.NewServeMux()
	NewHandler(visits).Register(mux)
	answer := httptest.NewRecorder()
	mux.ServeHTTP(answer, httptest.NewRequest(method, "/visits", nil))
	return answer
}

func TestPostNotesAVisit(t *testing.T) {
	visits := &Visits{}
	// o8:if database
	store := &memoryStore{}
	visits.Store = store
	// o8:end
	// o8:if publishes
	publisher := &memoryPublisher{}
	visits.Publisher = publisher
	// o8:end
	answer := ask(visits, "POST")

	var visit Visit
	if err := json.Unmarshal(answer.Body.Bytes(), &visit); err != nil {
		t.Fatal(err)
	}
	if answer.Code != http.StatusCreated || uuid.Validate(visit.ID) != nil || visit.VisitedAt.IsZero() {
		t.Errorf("%d %v", answer.Code, visit)
	}
	// o8:if database
	if len(store.visits) != 1 || store.visits[0] != visit {
		t.Errorf("stored %v", store.visits)
	}
	if status := ask(visits, "GET").Code; status != http.StatusOK {
		t.Errorf("GET: %d", status)
	}
	// o8:end
	// o8:if publishes
	if len(publisher.ids) != 1 || publisher.ids[0] != visit.ID {
		t.Errorf("published %v", publisher.ids)
	}
	// o8:end
}

func TestFailuresTellNothingOfTheInside(t *testing.T) {
	for name, test := range map[string]struct {
		err        error
		status     int
		retryAfter string
	}{
		"unreachable": {fmt.Errorf("%w: 10.0.0.1", unavailable.Err), http.StatusServiceUnavailable, "1"},
		"other":       {errors.New("10.0.0.1"), http.StatusInternalServerError, ""},
	} {
		t.Run(name, func(t *testing.T) {
			visits := &Visits{}
			// o8:if database
			visits.Store = &memoryStore{err: test.err}
			// o8:end
			// o8:if publishes
			visits.Publisher = &memoryPublisher{err: test.err}
			// o8:end
			answer := ask(visits, "POST")
			if answer.Code != test.status || answer.Header().Get("Retry-After") != test.retryAfter {
				t.Errorf("%d %v", answer.Code, answer.Header())
			}
			if strings.Contains(answer.Body.String(), "10.0.0.1") {
				t.Error(answer.Body.String())
			}
		})
	}
}
