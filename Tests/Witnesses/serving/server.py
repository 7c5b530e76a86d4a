"""`billow serve` as a process, on a free port, asked over plain sockets."""

import json
import os
import re
import signal
import socket
import ssl
import subprocess
import threading

LOOPBACK = "127.0.0.1"


class Server:
    """`tls` is the context of a client; without one it is asked in the clear."""

    def __init__(self, billow, lake, *arguments, token=None, tls=None):
        environment = dict(os.environ, BILLOW_LAKE=str(lake), BILLOW_THREADS="2")
        environment.pop("BILLOW_SERVE_TOKEN", None)
        if token:
            environment["BILLOW_SERVE_TOKEN"] = token
        self.tls = tls
        self.process = subprocess.Popen(
            [billow, "serve", "--port", "0", *arguments], env=environment, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.search(r":(\d+)$", line.strip())
        if not found:
            raise SystemExit(f"no port in {line!r}: {self.process.stderr.read()}")
        self.line = line.strip()
        self.port = int(found.group(1))
        self.log = []
        self.reader = threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True)
        self.reader.start()

    @property
    def address(self):
        return f"http://{LOOPBACK}:{self.port}"

    def connect(self, wait=20):
        connection = socket.create_connection((LOOPBACK, self.port), timeout=wait)
        return self.tls.wrap_socket(connection, server_hostname="localhost") if self.tls else connection

    def raw(self, data, wait=20):
        """What comes back until the server closes, or falls silent."""
        with self.connect(wait) as connection:
            answer = b""
            try:
                connection.sendall(data)
                while chunk := connection.recv(65536):
                    # Whoever says that nothing more comes has left, so that is not said before there is an answer.
                    if not answer and not self.tls:
                        connection.shutdown(socket.SHUT_WR)
                    answer += chunk
            except (socket.timeout, ConnectionResetError, BrokenPipeError, ssl.SSLEOFError):
                pass
            return answer

    def get(self, target, headers=None):
        fields = {"Host": f"{LOOPBACK}:{self.port}", "Connection": "close", **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        answer = self.raw(f"GET {target} HTTP/1.1\r\n{head}\r\n".encode())
        head, _, body = answer.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        fields = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:])}
        return int(lines[0].split()[1]), fields, body

    def json(self, target):
        status, _, body = self.get(target)
        if status != 200:
            raise AssertionError(f"{target}: {status} {body[:300]!r}")
        return json.loads(body)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        self.reader.join(timeout=60)
        return code


def rows_of(billow, lake, sql):
    """What `billow query` answers: a list of rows, each a list of texts."""
    text = subprocess.run(
        [billow, "query", sql, "--output", "json", "--lake", str(lake)], check=True, capture_output=True,
        text=True).stdout
    return json.loads(text)["rows"]
