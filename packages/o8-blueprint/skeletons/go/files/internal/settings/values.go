// o8:file service|worker|database|nats|kafka
package settings

import (
	// o8:if database|nats|kafka
	"os"
	// o8:end
	// o8:if service|worker|database
	"strconv"
	// o8:end
	// o8:if consumes
	"strings"
	// o8:end
)

// o8:if database|nats|kafka
func (r *reader) text(name string) string {
	value := r.values[name]
	if value == "" {
		r.problem(name, "is missing")
	}
	return value
}

// file returns the content of a file that a variable names; it has to be there already.
func (r *reader) file(name string) []byte {
	path := r.text(name)
	if path == "" {
		return nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		r.problem(name, "is no file that can be read")
	}
	return content
}

// o8:end
// o8:if service|worker|database
func (r *reader) port(name string) int {
	value := r.values[name]
	if value == "" {
		r.problem(name, "is missing")
		return 0
	}
	port, err := strconv.Atoi(value)
	if err != nil || port < 1 || port > 65535 {
		r.problem(name, "is no port (1 to 65535)")
	}
	return port
}

// o8:end
// o8:if consumes
// consumed returns the streams or topics by where they come from, `<MODULE>__<NAME>`.
func (r *reader) consumed(prefix string) map[string]string {
	found := map[string]string{}
	for name, value := range r.values {
		source, isConsumed := strings.CutPrefix(name, prefix)
		if isConsumed && source != "" && value != "" {
			found[source] = value
		}
	}
	if len(found) == 0 {
		r.problem(prefix+"*", "is missing: there is nothing to consume")
	}
	return found
}

// o8:end
