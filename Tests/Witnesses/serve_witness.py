"""Starts `billow serve` on a lake and asks it over plain sockets; exit code 0 when all is as promised.

    serve_witness.py BILLOW LAKE
"""

import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import urllib.parse
from decimal import Decimal

from serving.server import Server, rows_of

billow, lake = sys.argv[1:3]
TOKEN = "a-token-that-nobody-guesses-1234"
failures = []


def check(name, holds, told=""):
    if not holds:
        failures.append(f"{name}: {told}")


def numbers_are_those_of_the_lake(server):
    status, fields, body = server.get("/api/v1/costs?group_by=service&resolution=monthly&limit=3")
    check("status", status == 200, body)
    answer = json.loads(body)
    sums = rows_of(billow, lake, "SELECT BillingCurrency, sum(BilledCost) FROM focus GROUP BY 1")
    expected = {(c or "", Decimal(v)) for c, v in sums}
    check("totals", {(t["currency"] or "", Decimal(t["cost"])) for t in answer["totals"]} == expected, answer["totals"])
    sums = {}
    for row in answer["rows"]:
        sums[row["currency"] or ""] = sums.get(row["currency"] or "", 0) + Decimal(row["cost"])
    check("groups and Others", set(sums.items()) == expected, sums)
    status, _, body = server.get("/api/v1/costs", {"If-None-Match": fields["etag"]})
    check("304", status == 304 and body == b"", (status, body))
    largest = max(answer["totals"], key=lambda t: t["rows"])
    month = json.loads(server.get("/api/v1/costs?time=month-to-date")[2])
    shown = next(t for t in month["totals"] if t["currency"] == largest["currency"])
    page = server.get("/?currency=" + urllib.parse.quote(largest["currency"] or "(none)"))[2].decode()
    cost = f"{abs(round(Decimal(shown['cost']), 2)):,}"
    check("the overview shows the API's number", f">{cost} <span" in page.replace("−", ""), cost)
    explained = json.loads(server.get("/api/v1/explain")[2])["totals"]
    check("explain", {(c, Decimal(t["billed"])) for c, t in explained.items()}
          == {(c or "unknown", v) for c, v in expected}, explained)


def hostile_requests(server):
    """One request, one reply or a closed connection; and the server goes on."""
    host = f"Host: 127.0.0.1:{server.port}\r\n"
    line = "GET /healthz HTTP/1.1\r\n"
    cases = {
        "two lengths": line + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxGET /metrics HTTP/1.1\r\n\r\n",
        "length and chunks": line + host + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "odd coding": line + host + "Transfer-Encoding: xchunked\r\n\r\n",
        "folded": line + host + "X: a\r\n b\r\n\r\n",
        "blank before colon": line + "Host : 127.0.0.1\r\n\r\n",
        "two hosts": line + host + "Host: evil.example\r\n\r\n",
        "no host": line + "\r\n",
        "foreign host": line + "Host: evil.example\r\n\r\n",
        "NUL in target": "GET /he\0althz HTTP/1.1\r\n" + host + "\r\n",
        "nonsense": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        "old": "GET /healthz HTTP/0.9\r\n\r\n",
        "many headers": line + host + "".join(f"X-{n}: 1\r\n" for n in range(2000)) + "\r\n",
        "long header": line + host + "X: " + "a" * 70000 + "\r\n\r\n",
        "long target": "GET /" + "a" * 9000 + " HTTP/1.1\r\n" + host + "\r\n",
        "negative length": "POST /healthz HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n",
        "split": "GET /explore?add_to=service&add_value=%0d%0aX-Evil:%201 HTTP/1.1\r\n" + host + "\r\n",
    }
    for name, request in cases.items():
        answer = server.raw(request.encode("latin-1"), wait=5)
        count = len(re.findall(rb"HTTP/1\.[01] \d\d\d", answer))
        ok = answer.count(b"HTTP/1.1 200")
        # A request can turn out broken after its reply has begun; a refusal follows then, and the end.
        check(f"{name}: replies", count <= 1 or answer.count(b"HTTP/1.1 400") == count, answer[:200])
        check(f"{name}: is not served", ok == 0 or name == "folded", answer[:200])
        check(f"{name}: no header of the client's", b"\nX-Evil" not in answer, answer[:300])
        check(f"after {name}", server.get("/healthz")[0] == 200)


def bodies_are_not_read(server):
    """A request with a body is answered, and is the last of its connection, however much is still to come."""
    cases = {
        "GET with a body": ("GET /api/v1/runs", "Content-Length: 5", b"413"),
        "POST": ("POST /api/v1/runs", "Content-Length: 1000000000000", b"405"),
        "chunks": ("POST /api/v1/runs", "Transfer-Encoding: chunked", b"405"),
    }
    for name, (line, field, status) in cases.items():
        head = f"{line} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{field}\r\n\r\n".encode()
        with server.connect() as connection:
            connection.sendall(head)
            answer = b""
            try:
                while chunk := connection.recv(65536):
                    answer += chunk
                    # What is sent now would keep a reader busy for ever.
                    connection.sendall(b"1\r\nx\r\n" * 100)
            except (ConnectionResetError, BrokenPipeError):
                pass
        check(f"{name}: refused", answer.startswith(b"HTTP/1.1 " + status), answer[:200])
        isLast = answer.count(b"HTTP/1.1") == 1 and b"connection: close" in answer.lower()
        check(f"{name}: and no more", isLast, answer)


class SlowClients:
    """Connections that never come to the end of their first headers, and one that is idle after an answer."""

    def __init__(self, server):
        self.server, self.closed = server, []
        self.idle = server.connect(wait=120)
        self.ask()
        self.threads = [threading.Thread(target=self.drip, args=(n,)) for n in range(20)]
        for thread in self.threads:
            thread.start()

    def ask(self):
        self.idle.sendall(f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\n\r\n".encode())
        answer = self.idle.recv(65536)
        check("the idle connection is answered", answer.startswith(b"HTTP/1.1 200"), answer[:100])

    def drip(self, number):
        with self.server.connect(wait=0.2) as connection:
            try:
                connection.sendall(b"GET /healthz HTTP/1.1\r\n")
                while True:
                    connection.sendall(b"X" if number % 2 else b"X: 1\r\n")
                    try:
                        if not connection.recv(1):
                            break
                    except socket.timeout:
                        continue
            except (ConnectionResetError, BrokenPipeError):
                pass
        self.closed.append(number)

    def are_dropped(self):
        """All of them, while the idle one, which is older, goes on: theirs is a time of its own."""
        for thread in self.threads:
            thread.join(timeout=120)
        check("slow clients are dropped", len(self.closed) == len(self.threads), self.closed)
        self.ask()
        self.idle.close()


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def certificate(folder, name):
    """A certificate for localhost that is its own authority, and its key."""
    files = [f"{folder}/{name}.pem", f"{folder}/{name}.key"]
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-out", files[0], "-keyout", files[1])
    return files


def expired(folder, key):
    request, made = f"{folder}/expired.csr", f"{folder}/expired.pem"
    openssl("req", "-new", "-key", key, "-subj", "/CN=localhost", "-out", request)
    openssl("x509", "-req", "-in", request, "-signkey", key, "-days", "-1", "-out", made)
    return made


def trusting(file, newest=None):
    context = ssl.create_default_context(cafile=file)
    if newest:
        context.maximum_version = newest
    return context


def refused(context, server):
    try:
        with context.wrap_socket(socket.create_connection(("127.0.0.1", server.port), timeout=20),
                                 server_hostname="localhost"):
            return False
    except (ssl.SSLError, ConnectionResetError):
        return True


def tls_is_spoken(folder):
    one, other = certificate(folder, "one"), certificate(folder, "other")
    files = [f"{folder}/now.pem", f"{folder}/now.key"]

    def install(pair):
        for source, place in zip(pair, files):
            shutil.copyfile(source, place)

    install(one)
    options = ["--tls-certificate", files[0], "--tls-key", files[1]]
    server = Server(billow, lake, "--host", "0.0.0.0", "--allow-host", "localhost", *options, token=TOKEN,
                    tls=trusting(one[0]))
    check("the address says so", " https://" in server.line, server.line)
    answer = server.get("/api/v1/costs", {"Authorization": f"Bearer {TOKEN}"})
    check("a client that verifies is answered", answer[0] == 200, answer)
    check("another's certificate is not trusted", refused(trusting(other[0]), server))
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.options |= ssl.OP_NO_TLSv1_2 | ssl.OP_NO_TLSv1_3
    check("TLS 1.1 is not spoken", refused(old, server))
    check("TLS 1.2 is", not refused(trusting(one[0], ssl.TLSVersion.TLSv1_2), server))
    server.tls = None
    check("plain HTTP is not", b"200" not in server.raw(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", wait=5))
    # What the files hold by now, once it is asked for; and what does not fit together changes nothing.
    install([one[0], other[1]])
    server.process.send_signal(signal.SIGHUP)
    line = server.process.stdout.readline()
    check("a wrong key is told", "stays" in line and "is not that of" in line, line)
    check("the old pair goes on", not refused(trusting(one[0]), server))
    install(other)
    server.process.send_signal(signal.SIGHUP)
    line = server.process.stdout.readline()
    check("the new pair is told", "read again" in line, line)
    check("the new pair is shown", not refused(trusting(other[0]), server) and refused(trusting(one[0]), server))
    check("ends with TLS", server.end() == 0, server.log[-3:])

    for name, pair in {
        "another's key": [one[0], other[1]], "no file": [f"{folder}/none", one[1]], "no certificate": [one[1], one[1]],
        "no key": [one[0], one[0]],
    }.items():
        told = subprocess.run(
            [billow, "serve", "--port", "0", "--lake", lake, "--tls-certificate", pair[0], "--tls-key", pair[1]],
            capture_output=True, text=True, timeout=120)
        check(f"{name} is refused", told.returncode == 78 and folder in told.stderr, told)
    told = subprocess.run([billow, "serve", "--lake", lake, "--tls-key", one[1]], capture_output=True, text=True)
    check("a key alone is refused", told.returncode == 64 and "--tls-certificate" in told.stderr, told)
    server = Server(billow, lake, "--tls-certificate", expired(folder, one[1]), "--tls-key", one[1])
    line = server.process.stdout.readline()
    check("an expired certificate is told", "expired" in line, line)
    check("ends with an expired certificate", server.end() == 0, server.log[-3:])


def token_is_needed():
    refused = subprocess.run(
        [billow, "serve", "--host", "0.0.0.0", "--port", "0", "--lake", lake], capture_output=True, text=True,
        env={k: v for k, v in os.environ.items() if k != "BILLOW_SERVE_TOKEN"})
    check("without token", refused.returncode == 78 and "BILLOW_SERVE_TOKEN" in refused.stderr, refused)
    server = Server(billow, lake, "--host", "0.0.0.0", token=TOKEN)
    line = server.process.stdout.readline()
    check("what travels in the clear is told", "in the clear" in line, line)
    check("no token", server.get("/api/v1/costs")[0] == 401)
    check("token", server.get("/api/v1/costs", {"Authorization": f"Bearer {TOKEN}"})[0] == 200)
    code = server.end()
    check("the token is nowhere", TOKEN not in "".join(server.log), server.log)
    check("ends", code == 0, code)


def ends_after_what_it_began(server):
    replies = []
    threads = [
        threading.Thread(target=lambda n=n: replies.append(server.get(f"/api/v1/costs?limit={n + 1}&group_by=service")[0]))
        for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check("replies", replies == [200] * 8, replies)
    code = server.end()
    check("ends on SIGTERM", code == 0, (code, server.log[-3:]))
    entries = [json.loads(entry) for entry in server.log]
    check("log", any(e["path"] == "/api/v1/costs" and e["status"] == 200 for e in entries), entries[-3:])


server = Server(billow, lake)
slow = SlowClients(server)
numbers_are_those_of_the_lake(server)
bodies_are_not_read(server)
hostile_requests(server)
with tempfile.TemporaryDirectory(prefix="billow-tls-") as folder:
    tls_is_spoken(folder)
slow.are_dropped()
ends_after_what_it_began(server)
token_is_needed()
for failure in failures:
    print(failure, file=sys.stderr)
sys.exit(1 if failures else 0)
