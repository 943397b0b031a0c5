#!/usr/bin/python3
"""More clients than the kernel lets the process have sockets for: what it keeps for database and mail, it keeps."""
import os
import re
import resource
import socket
import time
import unittest

from program import House, Sink, main, wait_for
from programme import Programme, booking_form, day
from raw import Raw, request

FILES = 300
CROWD = 1000
KEPT = 40  # files that the process can still open, at least
UNLIMITED = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0}


def could_send(one, text):
    try:
        return one.send(text) == len(text)
    except BlockingIOError:
        return False


class Crowd(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(House(**UNLIMITED))
        self.house.limits = {resource.RLIMIT_NOFILE: FILES}
        self.sink = self.enterContext(Sink(self.house))

    def open_now(self):
        return len(os.listdir(f"/proc/{self.server.pid}/fd"))

    def most_open(self):
        with open(f"/proc/{self.server.pid}/limits", encoding="ascii") as file:
            return re.search(r"Max open files +(\d+)", file.read())[1]

    def crowd_in(self, number):
        crowd = []
        for _ in range(number):
            one = self.enterContext(socket.socket())
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", self.server.port))
            crowd.append(one)
        return crowd

    def test_a_thousand_idle_ones_stop_neither_answers_nor_bookings_nor_mail(self):
        organizer = self.house.token()
        self.server = self.house.start(**self.sink.settings)
        programme = Programme(self.server, organizer)
        wait_for(lambda: len(self.sink.taken()) == 1, "the invitation")
        crowd = self.crowd_in(CROWD)
        wait_for(lambda: self.open_now() > FILES / 2, "it is crowded")

        def answer_of(method, path, body=None):
            """A connection of its own, which may be turned away at first."""
            def attempt():
                try:
                    answer = self.server.call(method, path, body)
                    return answer if answer.status != 503 else None
                except OSError:
                    return None
            return wait_for(attempt, path)

        self.assertEqual(answer_of("GET", "/healthz").status, 200)
        made = answer_of("POST", "/api/v1/bookings", booking_form("race-60", programme.volunteers[0], day(3), "c"))
        self.assertEqual(made.status, 201, made)
        wait_for(lambda: len(self.sink.taken()) == 3, "both confirmations")
        self.assertFalse(self.server.says("the mail worker met a fault"), self.server.log())
        for one in crowd:
            one.close()
        wait_for(self.server.is_ready, "the crowd has gone")

    def test_who_finds_no_room_waits_in_the_kernels_queue(self):
        self.server = self.house.start(limits_header_timeout=4)
        self.assertEqual(self.most_open(), str(FILES))
        crowd = self.crowd_in(CROWD)
        for one in crowd:  # half a request: it is waited for
            wait_for(lambda one=one: could_send(one, b"GET /healthz HTTP/1.1\r\nX"), "connected")
        full = wait_for(lambda: self.open_now() > FILES / 2 and self.open_now(), "it is crowded")
        for _ in range(100):
            full = max(full, self.open_now())
            time.sleep(0.02)
        self.assertLess(full, FILES - KEPT)
        for one in crowd:
            one.close()
        wait_for(self.server.is_ready, "the crowd has gone")

    def test_too_few_files_to_serve_at_all_are_said(self):
        self.house.limits = {resource.RLIMIT_NOFILE: 80}
        server = self.house.begin()
        self.assertEqual(server.wait(), 1)
        self.assertRegex(server.log(), r"\Arehearse: [^\n]*80 files[^\n]*ulimit -n[^\n]*\n\Z")

    def test_the_soft_limit_is_raised_to_the_hard_one(self):
        self.house.set_limits = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, FILES))
        self.server = self.house.start()
        self.assertEqual(self.most_open(), str(FILES))


if __name__ == "__main__":
    main()
