#!/usr/bin/env python3
"""Ask `billow serve` at a constant rate for a long time, while months are delivered again, and watch its memory and files.

Usage: serve_soak.py [--minutes N] [--rate N] [--binaries FOLDER]      or, with the build before it: scripts/bench soak

Half of the questions were never asked before. Memory and descriptors are read each 10 s; the first quarter warms up, and a
line through the rest tells how memory grows. Ends with 1 when an answer is not 200 or descriptors grow.
"""
import argparse
import http.client
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import serve

WORKERS = 4


class Asker(threading.Thread):
    """Asks its share, each question when its time has come; keeps what took how long and what was not 200."""

    def __init__(self, port, number, rate, ends):
        super().__init__()
        self.port, self.ends, self.pause = port, ends, WORKERS / rate
        self.random = random.Random(number)
        self.asked, self.millis, self.wrong = 0, [], []

    def run(self):
        client = http.client.HTTPConnection(serve.HOST, self.port, timeout=60)
        due = time.monotonic()
        while due < self.ends:
            time.sleep(max(0, due - time.monotonic()))
            path = self.random.choice(serve.PAGE_CALLS + [serve.CACHED] + [serve.MONTH] * (len(serve.PAGE_CALLS) + 1))
            path = path.replace("FRESH", f"{self.ident}-{self.asked}")
            began = time.monotonic()
            try:
                client.request("GET", path)
                answer = client.getresponse()
                answer.read()
                if answer.status != 200:
                    self.wrong.append(f"{answer.status} {path}")
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(f"{error!r} {path}")
                client.close()
            self.asked += 1
            self.millis.append(1000 * (time.monotonic() - began))
            due += self.pause


def look(server):
    """Resident memory in MiB, and how many descriptors are open."""
    process = pathlib.Path(f"/proc/{server.process.pid}")
    resident = int(re.search(r"VmRSS:\s+(\d+) kB", (process / "status").read_text()).group(1)) / 1024
    return resident, len(list((process / "fd").iterdir()))


def watch(server, billow, exports, lake, minutes, pause):
    began = time.monotonic()
    looks, deliveries = [], 0
    while (now := time.monotonic() - began) < minutes * 60:
        if now > (deliveries + 1) * pause:
            deliveries += 1
            subprocess.run([billow, "sample", exports, "--regenerate", *serve.exports_options], check=True,
                           capture_output=True)
            subprocess.run([billow, "ingest", exports, "--lake", lake], check=True, capture_output=True)
        looks.append((now / 3600, *look(server)))
        time.sleep(10)
    return looks, deliveries


def slope(points):
    """MiB an hour, by least squares."""
    hours, values = [point[0] for point in points], [point[1] for point in points]
    return statistics.linear_regression(hours, values).slope


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=24 * 60)
    parser.add_argument("--rate", type=float, default=50, help="questions a second")
    parser.add_argument("--deliveries", type=float, default=300, metavar="SECONDS", help="from one ingest to the next")
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--binaries", type=pathlib.Path, default=serve.ROOT / ".build/release")
    options = parser.parse_args()
    billow = str(options.binaries / "billow")
    with tempfile.TemporaryDirectory(prefix="billow-soak-") as work:
        exports, lake = serve.make_lake(billow, pathlib.Path(work), options.months, options.rows)
        server = serve.Server(billow, lake)
        ends = time.monotonic() + options.minutes * 60
        askers = [Asker(server.port, number, options.rate, ends) for number in range(WORKERS)]
        for asker in askers:
            asker.start()
        looks, deliveries = watch(server, billow, exports, lake, options.minutes, options.deliveries)
        for asker in askers:
            asker.join()
        peak = server.peak_mebibytes
        server.end()
    millis = sorted(took for asker in askers for took in asker.millis)
    wrong = [one for asker in askers for one in asker.wrong]
    settled = looks[len(looks) // 4:]
    growth = settled[-1][2] - settled[0][2]
    print(f"{len(millis)} questions in {options.minutes:g} minutes, p50 {millis[len(millis) // 2]:.0f} ms, "
          f"p99 {millis[len(millis) * 99 // 100]:.0f} ms; {deliveries} ingests beside them; {len(wrong)} not answered")
    for one in wrong[:10]:
        print(f"   {one}")
    print(f"memory: {settled[0][1]:.0f} MiB after a quarter, {settled[-1][1]:.0f} at the end, {peak:.0f} at the peak, "
          f"{slope(settled):+.1f} MiB an hour; descriptors: {settled[0][2]}, then {settled[-1][2]}")
    sys.exit(1 if wrong or growth > 8 else 0)


if __name__ == "__main__":
    main()
