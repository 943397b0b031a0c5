"""Somebody who asks the server and looks at what it refuses: problem documents with their codes, and the fields that go with them.
Used by the tests of refusals and of limits."""
import json
import unittest

from program import House
from programme import Programme


class Asking(unittest.TestCase):
    settings = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0}

    def setUp(self):
        self.house = self.enterContext(House())
        self.organizer = self.house.token()
        self.server = self.enterContext(self.house.serve(**self.settings))

    def call(self, method, path, body=None, token=None, **fields):
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        return self.server.call(method, path, body, token, named)

    def is_problem(self, answer, status, code):
        self.assertEqual(answer.status, status, answer)
        self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
        said = answer.json
        self.assertEqual((said["status"], said["code"], said["type"]), (status, code, f"/problems/{code}"))
        self.assertEqual(said["request_id"], answer.headers["X-Request-Id"])
        self.assertTrue(said["title"] and said["detail"], said)
        return answer

    def problem_on(self, raw, status, code):
        got, fields, body = raw.answer()
        self.assertEqual((got, fields["content-type"]), (status, "application/problem+json"), body)
        said = json.loads(body)
        self.assertEqual((said["status"], said["code"], said["type"]), (status, code, f"/problems/{code}"))
        return fields

    def programme(self):
        return Programme(self.server, self.organizer)
