// o8:file nats
package settings

import (
	"net/url"
	// o8:if publishes
	"slices"
	// o8:end
	"strings"
)

// Bus is NATS with its JetStream.
type Bus struct {
	// URL may have several servers, with commas between them.
	URL string
	// CredentialsFile is empty where the bus asks for none.
	CredentialsFile string
	// o8:if publishes
	// Stream has to take what is published.
	Stream string
	// Subject is what is published to.
	Subject string
	// o8:end
	// o8:if consumes
	// Consumer is the durable one of this module in each stream.
	Consumer string
	// Consumed are the streams by where they come from.
	Consumed map[string]string
	// o8:end
}

func (r *reader) bus() Bus {
	bus := Bus{URL: r.text("NATS_URL"), CredentialsFile: r.values["NATS_CREDS"]}
	if bus.URL != "" && !areServers(bus.URL) {
		r.problem("NATS_URL", "is no URL such as tls://host:4222")
	}
	if bus.CredentialsFile != "" {
		r.file("NATS_CREDS")
	}
	// o8:if publishes
	bus.Stream = r.text("NATS_STREAM_" + publishedEvent)
	bus.Subject = toSubject(r.text("NATS_SUBJECTS_" + publishedEvent))
	// o8:end
	// o8:if consumes
	bus.Consumer = r.text("NATS_CONSUMER")
	bus.Consumed = r.consumed("NATS_CONSUMED_STREAM_")
	// o8:end
	return bus
}

func areServers(urls string) bool {
	for server := range strings.SplitSeq(urls, ",") {
		parsed, err := url.Parse(strings.TrimSpace(server))
		if err != nil || parsed.Hostname() == "" || parsed.Scheme != "nats" && parsed.Scheme != "tls" {
			return false
		}
	}
	return true
}

// o8:if publishes
// toSubject returns one that the first of the subjects matches.
func toSubject(subjects string) string {
	first, _, _ := strings.Cut(subjects, ",")
	tokens := strings.Split(strings.TrimSpace(first), ".")
	for i, token := range tokens {
		if slices.Contains([]string{"*", ">"}, token) {
			tokens[i] = "visited"
		}
	}
	return strings.Join(tokens, ".")
}

// o8:end
