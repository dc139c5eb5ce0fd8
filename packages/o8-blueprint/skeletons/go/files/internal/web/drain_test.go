// o8:file service|worker
package web

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"testing"
	"time"
)

func TestServeFinishesWhatIsAtHand(t *testing.T) {
	noticeTime = 300 * time.Millisecond
	health := &Health{}
	arrived, answer := make(chan struct{}), make(chan struct{})
	routes := http.NewServeMux()
	routes.HandleFunc("GET /slow", func(w http.ResponseWriter, _ *http.Request) {
		close(arrived)
		<-answer
		WriteJSON(w, http.StatusOK, "done")
	})
	port := freePort(t)
	url := "http://127.0.0.1:" + strconv.Itoa(port)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- Serve(ctx, health, NewServers(port, routes, health)[:1]) }()
	waitFor(t, func() bool { return statusOf(url+"/none") == http.StatusNotFound })

	slow := make(chan int, 1)
	go func() { slow <- statusOf(url + "/slow") }()
	<-arrived
	stop()
	waitFor(t, health.draining.Load)
	if status := statusOf(url + "/none"); status != http.StatusNotFound {
		t.Errorf("while others are told: %d", status)
	}
	waitFor(t, func() bool { return statusOf(url+"/none") == 0 })
	close(answer)
	if status := <-slow; status != http.StatusOK {
		t.Errorf("at hand: %d", status)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}

func freePort(t *testing.T) int {
	listener, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// statusOf returns 0 if there is no answer.
func statusOf(url string) int {
	response, err := http.Get(url)
	if err != nil {
		return 0
	}
	response.Body.Close()
	return response.StatusCode
}

func waitFor(t *testing.T, holds func() bool) {
	t.Helper()
	for range 500 {
		if holds() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("it did not come to that")
}
