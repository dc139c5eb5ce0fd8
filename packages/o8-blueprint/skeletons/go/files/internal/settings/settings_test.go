// o8:file service|worker|database|nats|kafka|tracing
package settings

import (
	// o8:if kafka
	"slices"
	// o8:end
	"strings"
	"testing"
)

func right() map[string]string {
	values := map[string]string{}
	// o8:if service|worker
	values["PORT"] = "8080"
	// o8:end
	// o8:if database
	values["PGHOST"] = "database"
	values["PGPORT"] = "5432"
	values["PGDATABASE"] = "shop"
	values["PGUSER"] = "shop"
	values["PGPASSWORD"] = "hunter2"
	values["PGSSLMODE"] = "require"
	// o8:end
	// o8:if nats
	values["NATS_URL"] = "tls://one:4222,nats://two:4222"
	// o8:end
	// o8:if nats+publishes
	values["NATS_STREAM_"+publishedEvent] = "SHOP_VISITS"
	values["NATS_SUBJECTS_"+publishedEvent] = "shop.visits.>,shop.other"
	// o8:end
	// o8:if nats+consumes
	values["NATS_CONSUMER"] = "shop"
	values["NATS_CONSUMED_STREAM_BILLING__PAID"] = "billing-paid"
	// o8:end
	// o8:if kafka
	values["KAFKA_BOOTSTRAP_SERVERS"] = "one:9092,two:9092"
	// o8:end
	// o8:if kafka+publishes
	values["KAFKA_TOPIC_"+publishedEvent] = "shop-visits"
	// o8:end
	// o8:if kafka+consumes
	values["KAFKA_GROUP_ID"] = "shop"
	values["KAFKA_CONSUMED_TOPIC_BILLING__PAID"] = "billing-paid"
	// o8:end
	// o8:if tracing
	values["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://collector:4318"
	// o8:end
	return values
}

func environment(values map[string]string) []string {
	var variables []string
	for name, value := range values {
		variables = append(variables, name+"="+value)
	}
	return variables
}

func TestReadTakesWhatIsRight(t *testing.T) {
	// o8:if service|worker|nats|kafka|tracing
	s, err := Read(environment(right()))
	// o8:else
	_, err := Read(environment(right()))
	// o8:end
	if err != nil {
		t.Fatal(err)
	}
	// o8:if service|worker
	if s.Port != 8080 {
		t.Errorf("Port = %d", s.Port)
	}
	// o8:end
	// o8:if nats+publishes
	if s.Bus.Subject != "shop.visits.visited" {
		t.Errorf("Subject = %q", s.Bus.Subject)
	}
	// o8:end
	// o8:if kafka
	if !slices.Equal(s.Bus.Brokers, []string{"one:9092", "two:9092"}) {
		t.Errorf("Brokers = %q", s.Bus.Brokers)
	}
	// o8:end
	// o8:if consumes
	if s.Bus.Consumed["BILLING__PAID"] != "billing-paid" {
		t.Errorf("Consumed = %q", s.Bus.Consumed)
	}
	// o8:end
	// o8:if tracing
	if !s.SendsTraces {
		t.Error("SendsTraces = false")
	}
	// o8:end
}

// o8:if service|worker|database|nats|kafka
func TestReadNamesAllThatIsMissing(t *testing.T) {
	_, err := Read(nil)
	if err == nil {
		t.Fatal("no error")
	}
	for name := range right() {
		// o8:if consumes
		name = strings.TrimSuffix(name, "BILLING__PAID")
		// o8:end
		// o8:if tracing
		if strings.HasPrefix(name, "OTEL_") {
			continue
		}
		// o8:end
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named: %v", name, err)
		}
	}
}

// o8:end
func TestReadRefusesWhatIsWrong(t *testing.T) {
	for _, wrong := range []string{
		// o8:if service|worker
		"PORT=http",
		"PORT=0",
		// o8:end
		// o8:if database
		"PGPORT=70000",
		"PGSSLMODE=prefer",
		// o8:end
		// o8:if nats
		"NATS_URL=http://one:4222",
		"NATS_CREDS=testdata/none",
		// o8:end
		// o8:if kafka
		"KAFKA_BOOTSTRAP_SERVERS=one",
		"KAFKA_SECURITY_PROTOCOL=SASL_SSL",
		"KAFKA_SSL_KEY_LOCATION=testdata/none",
		// o8:end
		// o8:if tracing
		"OTEL_EXPORTER_OTLP_PROTOCOL=grpc",
		"OTEL_EXPORTER_OTLP_ENDPOINT=collector:4318",
		// o8:end
	} {
		t.Run(wrong, func(t *testing.T) {
			name, value, _ := strings.Cut(wrong, "=")
			values := right()
			values[name] = value
			_, err := Read(environment(values))
			if err == nil {
				t.Fatal("no error")
			}
			if !strings.Contains(err.Error(), name+" ") {
				t.Errorf("%s is not named: %v", name, err)
			}
		})
	}
}

// o8:if database
func TestReadWantsTheAuthorityForVerifyFull(t *testing.T) {
	values := right()
	values["PGSSLMODE"] = "verify-full"
	_, err := Read(environment(values))
	if err == nil || err.Error() != "PGSSLROOTCERT is missing" {
		t.Errorf("error = %v", err)
	}
}

func TestReadTellsNoSecrets(t *testing.T) {
	values := right()
	values["PGPORT"] = values["PGPASSWORD"]
	_, err := Read(environment(values))
	if err == nil || strings.Contains(err.Error(), values["PGPASSWORD"]) {
		t.Errorf("error = %v", err)
	}
}

// o8:end
