import json
import os
from urllib.error import HTTPError
from urllib.request import Request, urlopen

IMDS = os.environ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] + "latest/"


def work(do_job):
    """Does one job after another until its instance is about to be interrupted, and returns the notice."""
    token = None
    while True:
        token = token or send("PUT", "api/token", {"X-aws-ec2-metadata-token-ttl-seconds": "21600"})
        try:
            return json.loads(send("GET", "meta-data/spot/instance-action", {"X-aws-ec2-metadata-token": token}))
        except HTTPError as error:
            if error.code == 401:
                token = None
            else:
                do_job()


def send(method, path, headers):
    with urlopen(Request(IMDS + path, method=method, headers=headers), timeout=5) as answer:
        return answer.read().decode()
