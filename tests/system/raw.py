"""A connection whose bytes a test writes itself: half requests, slow ones, and what no client library would send."""
import json
import re
import socket

from program import PATIENCE


class Raw:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, text):
        self.socket.sendall(text if isinstance(text, bytes) else text.encode())
        return self

    def more(self):
        piece = self.socket.recv(65536)
        self.buffer += piece
        return bool(piece)

    def until(self, mark):
        """What arrives before `mark`, which is taken away; fails when the connection ends first."""
        while mark not in self.buffer:
            assert self.more(), f"the connection ended after {self.buffer!r}"
        piece, _, self.buffer = self.buffer.partition(mark)
        return piece

    def answer(self):
        """(status, {field: value} with names in lower case, body) of the next answer; every answer here has a length."""
        head = self.until(b"\r\n\r\n").decode().split("\r\n")
        status = int(re.match(r"HTTP/1\.1 (\d{3}) ", head[0]).group(1))
        fields = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
        length = int(fields.get("content-length", 0)) if status >= 200 else 0
        while len(self.buffer) < length:
            assert self.more(), "the connection ended inside a body"
        body, self.buffer = self.buffer[:length], self.buffer[length:]
        return status, fields, body.decode()

    def has_ended(self):
        """True when the other side closes without another byte."""
        return not self.buffer and not self.more()


def request(method, path, body=None, **fields):
    """The head of a request, and its body as bytes; a body that is no bytes becomes JSON."""
    content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode(), content
