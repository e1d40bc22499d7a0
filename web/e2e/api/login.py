"""Waits for a server and prints the access token of a new user."""

import json
import sys
import time
import urllib.error
import urllib.request

PATIENCE_SECONDS = 120


def post(url, body):
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def main(base):
    end = time.monotonic() + PATIENCE_SECONDS
    account = {"email": "api@example.org", "password": "seven quiet lighthouses"}
    while True:
        try:
            print(post(base + "/auth/register", account)["accessToken"])
            return 0
        except OSError as failure:
            if time.monotonic() > end:
                print(failure, file=sys.stderr)
                return 1
            time.sleep(0.2)


sys.exit(main(sys.argv[1]))
