// o8:file kafka
package settings

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"strings"
)

// Bus is Kafka.
type Bus struct {
	// Brokers are those that are asked first.
	Brokers []string
	// TLS is nil where the bus is not encrypted.
	TLS *tls.Config
	// o8:if publishes
	// Topic is what is published to.
	Topic string
	// o8:end
	// o8:if consumes
	// Group is the consumer group of this module.
	Group string
	// Consumed are the topics by where they come from.
	Consumed map[string]string
	// o8:end
}

func (r *reader) bus() Bus {
	bus := Bus{Brokers: r.brokers(), TLS: r.kafkaTLS()}
	// o8:if publishes
	bus.Topic = r.text("KAFKA_TOPIC_" + publishedEvent)
	// o8:end
	// o8:if consumes
	bus.Group = r.text("KAFKA_GROUP_ID")
	bus.Consumed = r.consumed("KAFKA_CONSUMED_TOPIC_")
	// o8:end
	return bus
}

func (r *reader) brokers() []string {
	const name = "KAFKA_BOOTSTRAP_SERVERS"
	value := r.text(name)
	if value == "" {
		return nil
	}
	var brokers []string
	for broker := range strings.SplitSeq(value, ",") {
		broker = strings.TrimSpace(broker)
		if host, port, err := net.SplitHostPort(broker); err != nil || host == "" || port == "" {
			r.problem(name, "is no list such as host:9092,host:9092")
			return nil
		}
		brokers = append(brokers, broker)
	}
	return brokers
}

// kafkaTLS wants all of the variables, or none.
func (r *reader) kafkaTLS() *tls.Config {
	const (
		protocol    = "KAFKA_SECURITY_PROTOCOL"
		authority   = "KAFKA_SSL_CA_LOCATION"
		certificate = "KAFKA_SSL_CERTIFICATE_LOCATION"
		key         = "KAFKA_SSL_KEY_LOCATION"
	)
	if r.values[protocol]+r.values[authority]+r.values[certificate]+r.values[key] == "" {
		return nil
	}
	if r.text(protocol) != "SSL" && r.values[protocol] != "" {
		r.problem(protocol, "is not SSL")
	}
	roots := x509.NewCertPool()
	if content := r.file(authority); content != nil && !roots.AppendCertsFromPEM(content) {
		r.problem(authority, "has no certificate in it")
	}
	certificatePEM, keyPEM := r.file(certificate), r.file(key)
	if certificatePEM != nil && keyPEM != nil {
		if _, err := tls.X509KeyPair(certificatePEM, keyPEM); err != nil {
			r.problem(certificate, "and "+key+" are no pair")
		}
	}
	return &tls.Config{
		RootCAs: roots,
		// Read again for each connection: the platform renews them.
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			pair, err := tls.LoadX509KeyPair(r.values[certificate], r.values[key])
			return &pair, err
		},
	}
}
