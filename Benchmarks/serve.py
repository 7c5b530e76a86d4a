#!/usr/bin/env python3
"""Time `billow serve` under load, and write Benchmarks/SERVING.md.

Usage: serve.py [--seconds N] [--months N] [--rows N] [--lake FOLDER]      or, with the build before it: scripts/bench serve

Makes a lake of 24 months of four clouds' samples, unless one is named; then asks the server by wrk (Debian's package of that
name) from the same machine, which takes its share of the cores. wrk sends the next request when the last is answered, so
what waits is not counted as a client at a constant rate would count it. A debug build is measured but not written down.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESULTS = ROOT / "Benchmarks/SERVING.md"
HOST = "127.0.0.1"

# A question that nobody asked before: the counter is of a thread, so the thread is named too.
SCRIPT = """
local number, count = 0, 0
function setup(thread) number = number + 1; thread:set("own", number) end
function request()
  count = count + 1
  local path = string.gsub("%(path)s", "FRESH", own .. "-" .. count)
  return wrk.format("GET", path)
end
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT {\\"requests\\": %%d, \\"micros\\": %%d, \\"p50\\": %%d, \\"p99\\": %%d, \\"refused\\": %%d, "
    .. "\\"broken\\": %%d}\\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
"""
FRESH = "exclude%5Bservice%5D=FRESH"
CACHED = "/api/v1/costs?group_by=service&limit=10&time=last-month"
MONTH = "/api/v1/costs?group_by=service&time=last-month&" + FRESH
YEAR = "/api/v1/costs?group_by=account&resolution=monthly&from={year_from}&to={year_to}&" + FRESH
PAGE_CALLS = ["/", "/api/v1/freshness", "/api/v1/tags?time=month-to-date", "/api/v1/forecast", "/api/v1/anomalies",
              "/api/v1/costs?group_by=account&time=month-to-date", "/api/v1/costs?resolution=daily&time=month-to-date"]


class Server:
    def __init__(self, billow, lake):
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [billow, "serve", "--port", "0", "--quiet", "--lake", str(lake)], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        self.port = int(re.search(r":(\d+)$", self.process.stdout.readline().strip()).group(1))

    def get(self, path):
        with urllib.request.urlopen(f"http://{HOST}:{self.port}{path}", timeout=60) as answer:
            return answer.read()

    @property
    def peak_mebibytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) / 1024

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


def load(server, path, connections, seconds):
    """What wrk measured: requests a second, milliseconds, and how many were refused or broken."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % {"path": path})
        script.flush()
        told = subprocess.run(
            ["wrk", "--threads", "2", "--connections", str(connections), "--duration", f"{seconds}s", "--timeout", "30s",
             "--script", script.name, f"http://{HOST}:{server.port}"], check=True, capture_output=True, text=True).stdout
    result = json.loads(re.search(r"RESULT (.*)", told).group(1))
    return {
        "rate": (result["requests"] - result["refused"]) / (result["micros"] / 1e6), "p50": result["p50"] / 1000,
        "p99": result["p99"] / 1000, "refused": result["refused"], "broken": result["broken"],
    }


class Report:
    def __init__(self):
        self.rows = []

    def add(self, scenario, goal, measured, holds):
        self.rows.append((scenario, goal, measured, "met" if holds else "**not met**"))
        print(f"{scenario}: {measured} (goal: {goal}) {self.rows[-1][3]}", flush=True)

    def load(self, scenario, result, rate, p99):
        self.add(
            scenario, f"{rate} req/s, p99 ≤ {p99} ms, none refused or broken",
            f"{result['rate']:.0f} req/s, p50 {result['p50']:.1f}, p99 {result['p99']:.1f} ms, "
            f"{result['refused']} refused, {result['broken']} broken",
            result["rate"] >= rate and result["p99"] <= p99 and result["broken"] + result["refused"] == 0)

    def text(self, about):
        lines = [f"| {' | '.join(row)} |" for row in self.rows]
        return "\n".join([
            "# How `billow serve` bears load", "", about, "", "| scenario | goal | measured | |", "|---|---|---|---|",
            *lines, ""])


def cold_start(billow, lake):
    """Seconds from the start of the process to the last of what the first page and a client of the API ask."""
    server = Server(billow, lake)
    for path in PAGE_CALLS:
        server.get(path)
    seconds = time.monotonic() - server.began
    server.end()
    return seconds


class SlowSockets:
    """Connections that send a byte of their headers each second; those that are dropped come again."""

    def __init__(self, server, count):
        self.port, self.count, self.ends, self.sockets = server.port, count, threading.Event(), []
        self.thread = threading.Thread(target=self.drip)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ends.set()
        self.thread.join()
        for connection in self.sockets:
            connection.close()

    def drip(self):
        while not self.ends.wait(1):
            while len(self.sockets) < self.count and not self.ends.is_set():
                connection = socket.create_connection((HOST, self.port), timeout=5)
                connection.sendall(b"GET / HTTP/1.1\r\nX: ")
                self.sockets.append(connection)
            for connection in list(self.sockets):
                try:
                    connection.sendall(b"a")
                except OSError:
                    self.sockets.remove(connection)
                    connection.close()


def overload(server, report, normal, seconds):
    """Five times as many at once as are served at their ease, and how soon all is well after that."""
    result = load(server, MONTH, 5 * 64, seconds)
    peak = server.peak_mebibytes
    began = time.monotonic()
    while True:
        after = load(server, CACHED, 64, 1)
        recovery = time.monotonic() - began
        is_well = after["p99"] <= 2 * normal["p99"] and after["refused"] == 0
        if is_well or recovery > 4:
            break
    report.add(
        "five times as many at once, nothing kept", "some answered, the rest refused, none broken, peak ≤ 512 MiB",
        f"{result['rate']:.0f} req/s answered, {result['refused']} refused, {result['broken']} broken, "
        f"p99 {result['p99']:.0f} ms, peak {peak:.0f} MiB", result["rate"] > 0 and result["broken"] == 0 and peak <= 512)
    report.add(
        "after it", "p99 at most twice what it was, within 5 s", f"p99 {after['p99']:.1f} ms within {recovery:.1f} s, "
        f"before it {normal['p99']:.1f} ms", is_well)


def during_ingest(billow, server, lake, exports, report, idle, seconds):
    """The same questions while a later delivery of the last month lands."""
    subprocess.run([billow, "sample", str(exports), "--regenerate", *exports_options], check=True, capture_output=True)
    ingest = subprocess.Popen([billow, "ingest", str(exports), "--lake", str(lake)], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    result = load(server, MONTH, 16, seconds)
    took = ingest.wait()
    report.add(
        "during an ingest", "p99 ≤ 2.5 × idle, none broken",
        f"p99 {result['p99']:.0f} ms, idle {idle['p99']:.0f} ms, {result['broken']} broken",
        took == 0 and result["p99"] <= 2.5 * idle["p99"] and result["broken"] == 0)


exports_options = []


def make_lake(billow, work, months, rows):
    global exports_options
    exports_options = ["--months", str(months), "--rows", str(rows)]
    exports, lake = work / "exports", work / "lake"
    print(f"making a lake of {months} months, {rows} rows for each dataset and month", flush=True)
    subprocess.run([billow, "sample", str(exports), *exports_options], check=True, capture_output=True)
    subprocess.run([billow, "ingest", str(exports), "--lake", str(lake)], check=True, capture_output=True)
    return exports, lake


def measure(billow, exports, lake, seconds):
    report = Report()
    starts = [cold_start(billow, lake) for _ in range(3)]
    report.add("from the start to a page and six calls", "≤ 1.0 s", f"{min(starts):.2f} to {max(starts):.2f} s",
               max(starts) <= 1.0)
    server = Server(billow, lake)
    size = len(server.get(CACHED))
    last = json.loads(server.get("/api/v1/freshness"))["meta"]["as_of"]
    year = {"year_from": f"{int(last[:4]) - 1}-{last[5:7]}", "year_to": last[:7]}
    cached = load(server, CACHED, 64, seconds)
    report.load(f"kept replies of {size / 1000:.1f} kB, 64 connections", cached, 1500, 40)
    month = load(server, MONTH, 16, seconds)
    report.load("a month by service, never asked before, 16 connections", month, 150, 120)
    report.load("a year by account and month, never asked before, 8 connections",
                load(server, YEAR.format(**year), 8, seconds), 30, 400)
    with SlowSockets(server, 400):
        time.sleep(2)
        slow = load(server, CACHED, 16, seconds)
    report.add("400 slow sockets", "others' p99 ≤ 100 ms, none broken", f"p99 {slow['p99']:.1f} ms, "
               f"{slow['broken']} broken", slow["p99"] <= 100 and slow["broken"] + slow["refused"] == 0)
    overload(server, report, cached, seconds)
    if exports:
        during_ingest(billow, server, lake, exports, report, month, seconds)
    report.add("memory of all this", "≤ 512 MiB", f"{server.peak_mebibytes:.0f} MiB at the peak",
               server.peak_mebibytes <= 512)
    server.end()
    return report


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--lake", type=pathlib.Path)
    parser.add_argument("--binaries", type=pathlib.Path, default=ROOT / ".build/release")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed: apt-get install wrk")
    billow = str(options.binaries / "billow")
    with tempfile.TemporaryDirectory(prefix="billow-bench-") as work:
        if options.lake:
            exports, lake = None, options.lake
        else:
            exports, lake = make_lake(billow, pathlib.Path(work), options.months, options.rows)
        report = measure(billow, exports, lake, options.seconds)
    if options.binaries.resolve().name != "release":
        print("not written down: this is no release build")
        return
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout
    RESULTS.write_text(report.text(
        f"Written by `scripts/bench serve` ({datetime.date.today()}, commit {commit.strip()}), this text included. "
        f"{options.months} months of four clouds, {options.rows} rows for each of six datasets and month; "
        f"{options.seconds} s for each scenario, asked by wrk on the same {os.cpu_count()} cores ({platform.machine()})."))
    print(f"written to {RESULTS}")


if __name__ == "__main__":
    main()
