"""Starts `billow serve` on a lake and asks it over plain sockets; exit code 0 when all is as promised.

    serve_witness.py BILLOW LAKE
"""

import json
import os
import re
import subprocess
import sys
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


def token_is_needed():
    refused = subprocess.run(
        [billow, "serve", "--host", "0.0.0.0", "--port", "0", "--lake", lake], capture_output=True, text=True,
        env={k: v for k, v in os.environ.items() if k != "BILLOW_SERVE_TOKEN"})
    check("without token", refused.returncode == 78 and "BILLOW_SERVE_TOKEN" in refused.stderr, refused)
    server = Server(billow, lake, "--host", "0.0.0.0", token=TOKEN)
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
numbers_are_those_of_the_lake(server)
hostile_requests(server)
ends_after_what_it_began(server)
token_is_needed()
for failure in failures:
    print(failure, file=sys.stderr)
sys.exit(1 if failures else 0)
