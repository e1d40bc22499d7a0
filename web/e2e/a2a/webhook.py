"""Checks a delivery with the library of Standard Webhooks: a line of JSON with body and headers for each; arguments: secrets."""

import json
import sys

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

for line in sys.stdin:
    delivery = json.loads(line)
    for secret in sys.argv[1:]:
        Webhook(secret).verify(delivery["body"], delivery["headers"])
        try:
            Webhook(secret).verify(delivery["body"] + " ", delivery["headers"])
        except WebhookVerificationError:
            continue
        raise AssertionError("a changed body passed")
