// o8:file service|worker
package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"o8.example/o8-module/internal/settings"
)

// newApp has a route, a route that panics, and its probes.
func newApp(health *Health) http.Handler {
	routes := http.NewServeMux()
	routes.HandleFunc("GET /things/{id}", func(w http.ResponseWriter, _ *http.Request) {
		WriteJSON(w, http.StatusOK, map[string]string{"thing": "one"})
	})
	routes.HandleFunc("POST /panic", func(http.ResponseWriter, *http.Request) { panic("secret") })
	return NewServers(0, routes, health)[0].Handler
}

func ask(handler http.Handler, method, path string) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequest(method, path, nil))
	return answer
}

func TestAnswers(t *testing.T) {
	app := newApp(&Health{})
	for _, test := range []struct {
		method, path string
		status       int
		body, allow  string
	}{
		{"GET", "/things/1", 200, `{"thing":"one"}`, ""},
		{"HEAD", "/things/1", 200, `{"thing":"one"}`, ""},
		{"POST", "/things/1", 405, `{"error":"method not allowed"}`, "GET, HEAD"},
		{"GET", "/none", 404, `{"error":"not found"}`, ""},
		{"POST", "/panic", 500, `{"error":"internal error"}`, ""},
		{"POST", settings.LivenessPath, 405, `{"error":"method not allowed"}`, "GET, HEAD"},
	} {
		t.Run(test.method+" "+test.path, func(t *testing.T) {
			answer := ask(app, test.method, test.path)
			if answer.Code != test.status {
				t.Errorf("status = %d, want %d", answer.Code, test.status)
			}
			if body := strings.TrimSpace(answer.Body.String()); body != test.body {
				t.Errorf("body = %s, want %s", body, test.body)
			}
			if allow := answer.Header().Get("Allow"); allow != test.allow {
				t.Errorf("Allow = %q, want %q", allow, test.allow)
			}
			if kind := answer.Header().Get("Content-Type"); kind != "application/json" {
				t.Errorf("Content-Type = %q", kind)
			}
		})
	}
}

func TestReadinessSaysTheMostWherePathsAreTheSame(t *testing.T) {
	health := &Health{}
	app := newApp(health)
	if status := ask(app, "GET", settings.ReadinessPath).Code; status != 503 {
		t.Errorf("at the start: %d", status)
	}
	health.SetReady()
	for _, path := range []string{settings.StartupPath, settings.LivenessPath, settings.ReadinessPath} {
		if status := ask(app, "GET", path).Code; status != 200 {
			t.Errorf("%s when ready: %d", path, status)
		}
	}
	health.drain()
	answer := ask(app, "GET", settings.ReadinessPath)
	if answer.Code != 503 || answer.Header().Get("Connection") != "close" {
		t.Errorf("draining: %d %v", answer.Code, answer.Header())
	}
}

func TestMetricsCountRequestsButNoProbes(t *testing.T) {
	servers := NewServers(0, http.NewServeMux(), &Health{})
	ask(servers[0].Handler, "GET", settings.LivenessPath)
	ask(servers[0].Handler, "BREW", "/pot")
	ask(newApp(&Health{}), "GET", "/things/7")

	metrics := ask(servers[len(servers)-1].Handler, "GET", settings.MetricsPath).Body.String()
	for _, want := range []string{
		`http_request_method="_OTHER",http_response_status_code="404",http_route="",le="0.005"`,
		`http_request_method="GET",http_response_status_code="200",http_route="/things/{id}",le="10"`,
	} {
		if !strings.Contains(metrics, want) {
			t.Errorf("there is no %s", want)
		}
	}
	if strings.Contains(metrics, `http_route="`+settings.LivenessPath+`"`) {
		t.Error("a probe was counted")
	}
}
