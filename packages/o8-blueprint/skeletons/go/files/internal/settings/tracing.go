// o8:file tracing
package settings

import "net/url"

// tracing checks what OpenTelemetry itself reads, and says if there is a place to send to.
func (r *reader) tracing() bool {
	const protocol = "OTEL_EXPORTER_OTLP_PROTOCOL"
	if value := r.values[protocol]; value != "" && value != "http/protobuf" {
		r.problem(protocol, "is not http/protobuf")
	}
	const endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT"
	value := r.values[endpoint]
	if value == "" {
		return false
	}
	parsed, err := url.Parse(value)
	if err != nil || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
		r.problem(endpoint, "is no URL such as http://host:4318")
	}
	return true
}
