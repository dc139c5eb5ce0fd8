// o8:file kafka+consumes
package bus

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"o8.example/o8-module/internal/events"
)

const (
	commitInterval = time.Second
	commitTimeout  = 5 * time.Second
	mostPolled     = 500
	// Of a fetch: a partition that is resumed waits for the end of one without it.
	fetchTime = 500 * time.Millisecond
)

func (b *Bus) findTopics(ctx context.Context) error {
	request := kmsg.NewPtrMetadataRequest()
	for _, name := range b.settings.Consumed {
		topic := kmsg.NewMetadataRequestTopic()
		topic.Topic = kmsg.StringPtr(name)
		request.Topics = append(request.Topics, topic)
	}
	response, err := request.RequestWith(ctx, b.client)
	if err != nil {
		return err
	}
	for _, topic := range response.Topics {
		if err := kerr.ErrorForCode(topic.ErrorCode); err != nil {
			return fmt.Errorf("topic %q: %w", *topic.Topic, err)
		}
	}
	return nil
}

// Consume takes events, one at a time of each partition, until ctx ends.
// o8:if job
func (b *Bus) Consume(ctx context.Context, started func(), process events.Process) {
	// o8:else
func (b *Bus) Consume(ctx context.Context, process events.Process) {
	// o8:end
	partitions := newPartitions(ctx, b.settings.Consumed, process)
	options := append(clientOptions(b.settings),
		kgo.ConsumerGroup(b.settings.Group),
		kgo.ConsumeTopics(slices.Collect(maps.Values(b.settings.Consumed))...),
		kgo.FetchMaxWait(fetchTime),
		kgo.AutoCommitMarks(),
		kgo.AutoCommitInterval(commitInterval),
		// No partition is taken away between a poll and the start of its work.
		kgo.BlockRebalanceOnPoll(),
		kgo.OnPartitionsRevoked(func(ctx context.Context, client *kgo.Client, revoked map[string][]int32) {
			partitions.stop(client, revoked)
			commit(ctx, client)
		}),
		kgo.OnPartitionsLost(func(_ context.Context, client *kgo.Client, lost map[string][]int32) {
			partitions.stop(client, lost)
		}),
		// o8:if job
		kgo.OnPartitionsAssigned(func(context.Context, *kgo.Client, map[string][]int32) { started() }),
		// o8:end
	)
	client, err := kgo.NewClient(options...)
	if err != nil {
		slog.Error("Events cannot be consumed", "error", err)
		return
	}
	// Leaves the group, which commits: others need not wait for the end of its session.
	defer client.CloseAllowingRebalance()
	for ctx.Err() == nil {
		fetches := client.PollRecords(ctx, mostPolled)
		if ctx.Err() == nil {
			fetches.EachError(warn)
			fetches.EachPartition(func(fetched kgo.FetchTopicPartition) {
				partitions.add(client, fetched)
			})
		}
		client.AllowRebalance()
	}
}

func warn(topic string, partition int32, err error) {
	slog.Warn("Events are not consumed now", "topic", topic, "partition", partition, "error", err)
}

func commit(ctx context.Context, client *kgo.Client) {
	ctx, cancel := context.WithTimeout(ctx, commitTimeout)
	defer cancel()
	if err := client.CommitMarkedOffsets(ctx); err != nil {
		slog.Warn("Events that were handled may come again", "error", err)
	}
}
