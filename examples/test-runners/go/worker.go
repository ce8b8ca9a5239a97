// Package worker drains when its instance is interrupted.
package worker

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
)

// Interruption is the notice that the instance will be interrupted.
type Interruption struct {
	Action string `json:"action"`
	Time   string `json:"time"`
}

// Work does one job after another until its instance is about to be interrupted, and returns the notice.
func Work(doJob func()) (notice Interruption, err error) {
	token := ""
	for {
		if token == "" {
			_, body, err := send("PUT", "api/token", "X-aws-ec2-metadata-token-ttl-seconds", "21600")
			if err != nil {
				return notice, err
			}
			token = string(body)
		}
		status, body, err := send("GET", "meta-data/spot/instance-action", "X-aws-ec2-metadata-token", token)
		switch {
		case err != nil:
			return notice, err
		case status == http.StatusOK:
			return notice, json.Unmarshal(body, &notice)
		case status == http.StatusUnauthorized:
			token = ""
		default:
			doJob()
		}
	}
}

func send(method, path, header, value string) (status int, body []byte, err error) {
	url := os.Getenv("AWS_EC2_METADATA_SERVICE_ENDPOINT") + "latest/" + path
	request, err := http.NewRequest(method, url, nil)
	if err != nil {
		return 0, nil, err
	}
	request.Header.Set(header, value)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	return answer.StatusCode, body, err
}
