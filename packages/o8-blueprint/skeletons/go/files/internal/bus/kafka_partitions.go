// o8:file kafka+consumes
package bus

import (
	"context"
	// o8:if tracing
	"strings"
	// o8:end
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"o8.example/o8-module/internal/events"
)

// mostWaiting is how many events of a partition a process keeps.
const mostWaiting = 500

// partitions are those of which some events are at hand. Each has a goroutine: an event that
// fails keeps the others of its partition waiting, and no other partition.
type partitions struct {
	ctx     context.Context
	sources map[string]string
	process events.Process

	mutex   sync.Mutex
	working map[partition]*work
}

type partition struct {
	topic  string
	number int32
}

// work is on one partition. The mutex of the partitions guards what changes.
type work struct {
	stop     context.CancelFunc
	done     chan struct{}
	waiting  []*kgo.Record
	isPaused bool
}

func newPartitions(ctx context.Context, consumed map[string]string, process events.Process) *partitions {
	sources := map[string]string{}
	for source, topic := range consumed {
		sources[topic] = source
	}
	return &partitions{
		ctx:     ctx,
		sources: sources,
		process: process,
		working: map[partition]*work{},
	}
}

// add queues what was fetched of a partition, and fetches no more of it if that is a lot.
func (p *partitions) add(client *kgo.Client, fetched kgo.FetchTopicPartition) {
	if len(fetched.Records) == 0 {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	key := partition{fetched.Topic, fetched.Partition}
	w, isWorking := p.working[key]
	if !isWorking {
		ctx, stop := context.WithCancel(p.ctx)
		w = &work{stop: stop, done: make(chan struct{})}
		p.working[key] = w
		go p.run(ctx, client, key, w)
	}
	w.waiting = append(w.waiting, fetched.Records...)
	if len(w.waiting) >= mostWaiting && !w.isPaused {
		w.isPaused = true
		client.PauseFetchPartitions(key.only())
	}
}

// run ends when nothing waits, or ctx ends.
func (p *partitions) run(ctx context.Context, client *kgo.Client, key partition, w *work) {
	defer close(w.done)
	defer w.stop()
	for {
		record := p.next(ctx, client, key, w)
		if record == nil || !p.handle(ctx, record) {
			return
		}
		client.MarkCommitRecords(record)
	}
}

func (p *partitions) next(ctx context.Context, client *kgo.Client, key partition, w *work) *kgo.Record {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if w.isPaused && len(w.waiting) <= mostWaiting/2 {
		w.isPaused = false
		client.ResumeFetchPartitions(key.only())
	}
	if len(w.waiting) == 0 || ctx.Err() != nil {
		delete(p.working, key)
		return nil
	}
	record := w.waiting[0]
	w.waiting = w.waiting[1:]
	return record
}

// stop returns when nothing of these partitions is at hand.
func (p *partitions) stop(client *kgo.Client, taken map[string][]int32) {
	p.mutex.Lock()
	var stopping []*work
	for topic, numbers := range taken {
		for _, number := range numbers {
			key := partition{topic, number}
			if w, isWorking := p.working[key]; isWorking {
				delete(p.working, key)
				w.stop()
				stopping = append(stopping, w)
			}
		}
	}
	p.mutex.Unlock()
	for _, w := range stopping {
		<-w.done
	}
	// They may come back.
	client.ResumeFetchPartitions(taken)
}

func (p partition) only() map[string][]int32 {
	return map[string][]int32{p.topic: {p.number}}
}

// handle tries in place until the event is done, and returns false if ctx ends before that.
func (p *partitions) handle(ctx context.Context, record *kgo.Record) bool {
	message := toMessage(p.sources[record.Topic], record)
	for failures := uint64(1); ctx.Err() == nil; failures++ {
		if p.process(ctx, message) != events.Failed {
			return true
		}
		select {
		case <-ctx.Done():
		case <-time.After(events.RetryDelay(failures)):
		}
	}
	return false
}

func toMessage(source string, record *kgo.Record) events.Message {
	// o8:if tracing
	headers := map[string]string{}
	for _, header := range record.Headers {
		headers[strings.ToLower(header.Key)] = string(header.Value)
	}
	return events.Message{Source: source, Data: record.Value, Headers: headers}
	// o8:else
	return events.Message{Source: source, Data: record.Value}
	// o8:end
}
