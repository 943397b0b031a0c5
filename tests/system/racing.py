"""Many clients who book at the same instant. Used by the tests of races, of one process and of several."""
import threading

from program import PATIENCE, ask


def race(servers, forms, headers=None):
    """Each form from a client of its own, dealt out to the servers, all at once; the answers in the order of the forms."""
    answers = [None] * len(forms)
    start = threading.Barrier(len(forms))

    def client(number):
        connection = servers[number % len(servers)].connect()
        connection.connect()
        start.wait(PATIENCE)
        answers[number] = ask(connection, "POST", "/api/v1/bookings", forms[number], None, headers)
        connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(len(forms))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return answers
