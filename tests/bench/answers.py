"""Answers to reads: the slots of one volunteer, kept and anew, the pool of all, and what each costs in instructions; beside
a Beast server that answers the same bytes from memory."""
import datetime
import http.client
import pathlib
import statistics
import time

import counts
from bare_program import BareProgram
from filled import filled_house
from sizes import SECONDS, VOLUNTEERS
from table import interleaved, line
from wrk import SERVER_CORE, without_errors, wrk


def today():
    return datetime.datetime.now(datetime.timezone.utc).date()


class Bare(BareProgram):
    """The Beast server that answers every request with these bytes."""

    def __init__(self, folder, body, *words):
        path = pathlib.Path(folder) / "body"
        path.write_bytes(body)
        super().__init__(SERVER_CORE, "bare_http", path, *words)


def get(port, path, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status in (200, 304), (answer.status, body[:300])
    return answer, body


def slots_path(who, days=60):
    begin = today() + datetime.timedelta(days=1)
    return (f"/api/v1/volunteers/{who}/slots?type=half-an-hour&from={begin}&to={begin + datetime.timedelta(days=days)}"
            "&zone=Asia/Kolkata")


def pool_path():
    begin = today() + datetime.timedelta(days=1)
    return f"/api/v1/slots?type=half-an-hour&from={begin}&to={begin + datetime.timedelta(days=14)}&zone=Asia/Kolkata"


def measure_slots(rounds):
    with filled_house(100, 0) as house, house.serve() as server:
        path = slots_path(house.volunteers[0])
        answer, body = get(server.port, path)
        with Bare(house.folder, body) as bare:
            ours, its = interleaved(rounds, lambda: without_errors(wrk(server.port, path)),
                                    lambda: without_errors(wrk(bare.port, "/")))
        line(f"GET slots of 60 days, unchanged ({len(body)} bytes)", ours, its, goal=0.8)
        known = [f"If-None-Match: {answer.headers['ETag']}"]
        with Bare(house.folder, body, "304") as bare:
            ours, its = interleaved(rounds, lambda: without_errors(wrk(server.port, path, headers=known)),
                                    lambda: without_errors(wrk(bare.port, "/")))
        line("the same, 304", ours, its, goal=0.85)


def measure_anew(rounds):
    """Nothing is kept: every answer is computed from the volunteer's copy, and written."""
    with filled_house(100, 0) as house, house.serve(limits_cache_mebibytes=0) as server:
        path = slots_path(house.volunteers[0])
        _, body = get(server.port, path)
        with Bare(house.folder, body) as bare:
            ours, its = interleaved(rounds, lambda: without_errors(wrk(server.port, path)),
                                    lambda: without_errors(wrk(bare.port, "/")))
        line("GET slots of 60 days, computed anew", ours, its, goal=0.25, microseconds=1e6 / statistics.median(ours))


def seconds_for(port, path, times):
    began = time.monotonic()
    for _ in range(times):
        get(port, path)
    return (time.monotonic() - began) / times


def measure_pool(rounds):
    cold, one = {}, {}
    for volunteers in (100, VOLUNTEERS):
        with filled_house(volunteers, 0) as house:
            with house.serve(limits_cache_mebibytes=0) as server:
                get(server.port, pool_path())  # the copies are read
                cold[volunteers] = [1000 * seconds_for(server.port, pool_path(), 10) for _ in range(rounds)]
                path = slots_path(house.volunteers[-1])
                one[volunteers] = [without_errors(wrk(server.port, path, SECONDS, connections=1)) for _ in range(rounds)]
            with house.serve() as server:
                _, body = get(server.port, pool_path())
                with Bare(house.folder, body) as bare:
                    warm, its = interleaved(rounds, lambda: without_errors(wrk(server.port, pool_path())),
                                            lambda: without_errors(wrk(bare.port, "/")))
    line(f"GET pool of {VOLUNTEERS:,} volunteers, 14 days, cold", cold[VOLUNTEERS], [], unit="ms", goal="< 10 ms")
    line(f"growth of it from 100 to {VOLUNTEERS:,} volunteers",
         [statistics.median(cold[VOLUNTEERS]) / statistics.median(cold[100])], [], unit="fold", goal="<= 120 fold")
    line(f"GET slots of one anew, of {VOLUNTEERS:,} volunteers against 100", one[VOLUNTEERS], one[100], goal="1, flat")
    line(f"the same, warm ({len(body)} bytes)", warm, its, goal=0.5)


def measure_counts(rounds):
    """What an answer costs in instructions and allocations; these repeat, where seconds do not."""
    del rounds
    anew = {"limits_cache_mebibytes": 0}
    with filled_house(100, 0) as house, filled_house(VOLUNTEERS, 0) as crowd:
        slots = slots_path(house.volunteers[0])
        with house.serve() as server:
            known = {"If-None-Match": get(server.port, slots)[0].headers["ETag"]}
        for what, cost in (("an unchanged answer", counts.counted(house, slots)),
                           ("a 304", counts.counted(house, slots, headers=known)),
                           ("60 days of slots anew", counts.counted(house, slots, **anew)),
                           (f"the pool of {VOLUNTEERS:,} volunteers anew", counts.counted(crowd, pool_path(), times=5, **anew))):
            line(f"instructions of {what}", [cost["instructions"]], [], unit="", goal="")
            line(f"allocations of {what}", [cost["allocations"]], [], unit="", goal="")
