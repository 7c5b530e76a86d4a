"""Hostile exports, each in a process of its own, and what Billow makes of them.

    run.py --billow PROGRAM [--only PATTERN…] [--workers 2] [--seed 1] [--json FILE] [--list]

Controls come first: one wrong digit there fails everything. Prints a table by category, then what is wrong; exit code 1
when something is. Cases in known.py are wrong, and stay in sight with their reason.
"""
import argparse
import concurrent.futures
import fnmatch
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

import cases  # noqa: F401
from deliveries import AzureFocus
from known import KNOWN
from model import CASES, Folder
from runner import Runner


class Listener:
    """Somebody whom nobody may call."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.calls = 0
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            connection, _ = self.socket.accept()
            self.calls += 1
            connection.close()


def can_trace():
    try:
        return subprocess.run(
            ["strace", "--seccomp-bpf", "-f", "-qq", "-o", "/dev/null", "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def make_template(runner):
    """A lake with one good month, which no refusal may change."""
    place = runner.scratch / "start"
    (place / "exports").mkdir(parents=True)
    AzureFocus("2024-01", costs=("1.5", "2.5"), export="before").write(Folder(place / "exports", 0, 0))
    run = runner.start(["ingest", "exports", "--lake", runner.template, "--output", "json"], place)
    if run.code != 0:
        sys.exit(f"the month before cannot be landed: {run.errors.decode()}")


def chosen(patterns):
    if not patterns:
        return CASES
    names = {f"{case.category}/{case.name}" for case in CASES}

    def is_meant(name):
        return any(name == pattern or pattern not in names and fnmatch.fnmatch(name, f"*{pattern}*")
                   for pattern in patterns)

    found = [case for case in CASES if is_meant(f"{case.category}/{case.name}")]
    if not found:
        sys.exit(f"no case is called {patterns}")
    return found


class Verdicts:
    def __init__(self):
        self.results = []

    def run(self, runner, wanted, workers, offset):
        def one(numbered):
            number, case = numbered
            start = time.monotonic()
            try:
                faults, run = runner.faults(case, offset + number)
            except Exception as error:  # noqa: BLE001 - a case that cannot be judged is wrong.
                faults, run = [f"{type(error).__name__}: {error}"], None
            return case, faults, run, time.monotonic() - start

        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            self.results += pool.map(one, enumerate(wanted))

    def state(self, case, faults):
        is_known = f"{case.category}/{case.name}" in KNOWN
        if faults:
            return "known" if is_known else "wrong"
        return "wrong" if is_known else "right"

    def report(self):
        categories = {}
        for case, faults, _, _ in self.results:
            counts = categories.setdefault(case.category, {"cases": 0, "right": 0, "wrong": 0, "known": 0})
            counts["cases"] += 1
            counts[self.state(case, faults)] += 1
        found = []
        for case, faults, run, seconds in self.results:
            state = self.state(case, faults)
            if state == "wrong" and not faults:
                faults = ["it is right by now: take it off the list of what is known"]
            found.append({
                "name": f"{case.category}/{case.name}", "promises": case.promises, "state": state, "faults": faults,
                "known": KNOWN.get(f"{case.category}/{case.name}"), "seconds": round(seconds, 2),
                "peak_mib": run.peak_kb >> 10 if run else None})
        return {"categories": categories, "cases": found}


def printed(report, seconds, calls, seed):
    lines = [f"{'category':14}{'cases':>7}{'right':>7}{'wrong':>7}{'known':>7}"]
    rows = [*report["categories"].items()]
    total = {name: sum(counts[name] for _, counts in rows) for name in ("cases", "right", "wrong", "known")}
    for name, counts in [*rows, ("all", total)]:
        lines.append(f"{name:14}" + "".join(f"{counts[key]:7}" for key in ("cases", "right", "wrong", "known")))
    peak = max((case["peak_mib"] or 0 for case in report["cases"]), default=0)
    lines.append(f"{seconds:.0f} s, at most {peak} MiB in a process, {calls} network connections, seed {seed}")
    for case in report["cases"]:
        if case["state"] != "right":
            lines.append(f"{case['state']} {case['name']} ({', '.join(case['promises'])})")
            lines += [f"    {fault}" for fault in case["faults"]]
            lines += [f"    known: {case['known']}"] if case["state"] == "known" else []
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--billow", type=pathlib.Path)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--keep", type=pathlib.Path, help="leave all folders there")
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    wanted = chosen(arguments.only)
    if arguments.list:
        return print("\n".join(f"{case.category}/{case.name} {' '.join(case.promises)}" for case in wanted))
    if not arguments.billow:
        parser.error("--billow names the program")
    scratch = arguments.keep or pathlib.Path(tempfile.mkdtemp(prefix="billow-corpus-"))
    scratch.mkdir(exist_ok=True)
    start, listener, verdicts = time.monotonic(), Listener(), Verdicts()
    try:
        runner = Runner(str(arguments.billow.resolve()), scratch.resolve(), listener, arguments.seed, can_trace())
        make_template(runner)
        runner.switch_on_bug()
        controls = [case for case in wanted if case.category == "controls"]
        rest = [case for case in wanted if case.category != "controls"]
        verdicts.run(runner, controls, arguments.workers, 0)
        if any(faults for _, faults, _, _ in verdicts.results) and not arguments.only:
            print("a control is wrong: nothing else counts")
        else:
            verdicts.run(runner, rest, arguments.workers, len(controls))
    finally:
        if not arguments.keep:
            shutil.rmtree(scratch, ignore_errors=True)
    report = {**verdicts.report(), "seconds": round(time.monotonic() - start), "connections": listener.calls}
    if arguments.json:
        arguments.json.write_text(json.dumps(report, indent=1))
    print(printed(report, report["seconds"], listener.calls, arguments.seed))
    is_wrong = listener.calls or any(case["state"] == "wrong" for case in report["cases"])
    sys.exit(1 if is_wrong else 0)


if __name__ == "__main__":
    main()
