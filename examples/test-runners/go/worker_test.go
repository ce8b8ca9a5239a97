package worker

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"
)

func TestWorkFinishesItsJobAndEndsWhenItsInstanceIsInterrupted(t *testing.T) {
	control(t, "POST", "/v1/reset", "")
	control(t, "POST", "/v1/clock", `{"mode": "frozen", "now": "2030-01-01T00:00:00Z"}`)

	finished := 0
	notice, err := Work(func() {
		control(t, "POST", "/v1/clock", `{"advance": "7h"}`) // Its session token expires after six.
		control(t, "POST", "/v1/actions/spot/interrupt", `{"action": "stop", "inSeconds": 120}`)
		finished++
	})

	if want := (Interruption{"stop", "2030-01-01T07:02:00Z"}); err != nil || notice != want {
		t.Errorf("got %v, %v; want %v", notice, err, want)
	}
	if finished != 1 {
		t.Errorf("finished %d jobs; want 1", finished)
	}
	if requests := control(t, "GET", "/v1/requests?imds=v1", ""); len(requests) > 0 {
		t.Errorf("without a session token: %v", requests)
	}
}

// control asks the control plane of the mock, which drives it.
func control(t *testing.T, method, path, body string) []any {
	t.Helper()
	request, err := http.NewRequest(method, os.Getenv("AEMM_CONTROL_URL")+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode >= 400 {
		t.Fatalf("%s %s: %s", method, path, answer.Status)
	}
	var requests []any
	_ = json.NewDecoder(answer.Body).Decode(&requests)
	return requests
}
