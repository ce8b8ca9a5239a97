import json
import os
import unittest
from urllib.request import Request, urlopen

from worker import work


def control(method, path, body=None):
    """Asks the control plane of the mock, which drives it."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(os.environ["AEMM_CONTROL_URL"] + path, data, {"Content-Type": "application/json"}, method=method)
    with urlopen(request, timeout=5) as answer:
        return json.loads(answer.read() or "null")


class DrainTest(unittest.TestCase):
    def setUp(self):
        control("POST", "/v1/reset")
        control("POST", "/v1/clock", {"mode": "frozen", "now": "2030-01-01T00:00:00Z"})

    def test_a_worker_finishes_its_job_and_ends_when_its_instance_is_interrupted(self):
        finished = []

        def job():
            control("POST", "/v1/clock", {"advance": "7h"})  # Its session token expires after six.
            control("POST", "/v1/actions/spot/interrupt", {"action": "stop", "inSeconds": 120})
            finished.append("job")

        self.assertEqual(work(job), {"action": "stop", "time": "2030-01-01T07:02:00Z"})
        self.assertEqual(finished, ["job"])
        self.assertEqual(len(control("GET", "/v1/requests?path=*/instance-action&token=expired")), 1)
        self.assertEqual(control("GET", "/v1/requests?imds=v1"), [])


if __name__ == "__main__":
    unittest.main()
