#!/usr/bin/env python3
"""Kills an ingest at its 1st, 2nd, 3rd … file operation, or lets that operation fail, until one passes untouched.

    loops.py BILLOW [--loop NAME]... [--stride N] [--workers N] [--twice] [--keep FOLDER]

After each, month by month, the lake is as before or as it shall be; the ingest is run again without faults, and then
the lake is as it shall be, with nothing left over. An error must say what failed where, with an exit code for it.

Loops: kill, kill-first (where there is no lake yet), tear (a write does half of its work, then the kill), and each of
EIO, ENOSPC and EMFILE once and for ever, EIO-read for the export's and the lake's bytes.
With --stride N every Nth operation is hit.
--twice kills the restart, too, at an operation that depends on k, and restarts once more.
"""
import argparse
import collections
import errno
import json
import os
import pathlib
import re
import shutil
import signal
import sys
import time

from billow import Fault, operations
from lake import Lake, Wrong
from scene import FirstScene, Scene, in_parallel, scratch

LOOPS = {
    "kill": ("kill", "CWNU", False), "kill-first": ("kill", "CWNU", False), "tear": ("tear", "W", False),
    "EIO": ("EIO", "CWSNUX", False), "EIO-ever": ("EIO", "CWSNUX", True),
    "EIO-read": ("EIO", "OR", False), "EIO-read-ever": ("EIO", "OR", True),
    "ENOSPC": ("ENOSPC", "CWSN", False), "ENOSPC-ever": ("ENOSPC", "CWSN", True),
    "EMFILE": ("EMFILE", "CO", False), "EMFILE-ever": ("EMFILE", "CO", True),
}
# What an ingest may answer to a disk that fails: done in spite of it, or input/output, or try again. An export that
# cannot be read is rejected, and the others land.
CLEAN = {0: None, 65: None, 74: "input_output", 75: "try_again"}


class Loop:
    def __init__(self, scene, name, is_twice):
        self.scene, self.name, self.is_twice = scene, name, is_twice
        self.act, self.kinds, self.ever = LOOPS[name]

    def fault(self, case, at):
        return Fault(at=at, act=self.act, kinds=self.kinds, ever=self.ever, journal=case / "journal",
                     folders=self.scene.watched(case))

    def count(self):
        """How many operations an untouched ingest has."""
        case = self.scene.case(f"{self.name}-count")
        finished = self.scene.program.ingest(self.scene.exports, case / "lake", self.fault(case, 0), case / "tmp")
        if finished.code != 0:
            raise Wrong(f"the untouched ingest: {finished}")
        Lake(case / "lake").check(self.scene.new)
        number = max((operation.number for operation in operations(case / "journal")), default=0)
        shutil.rmtree(case)
        return number

    def __call__(self, at):
        """Answers what happened: (was it hit, exit code, the operation that was hit)."""
        case = self.scene.case(f"{self.name}-{at}")
        fault = self.fault(case, at)
        finished = self.scene.program.ingest(self.scene.exports, case / "lake", fault, case / "tmp")
        done = list(operations(case / "journal"))
        hit = next((one for one in done if one.number == at and one.error), None)
        is_killed = finished.code == -signal.SIGKILL
        try:
            self.judge(finished, done, hit, case, is_killed)
            self.restart(case, at)
        except Exception as reason:
            return ("wrong", f"{self.name} {at} at {place(hit or done[-1], case)}: {reason}; {finished}", str(case))
        shutil.rmtree(case)
        is_hit = is_killed or any(one.number >= at and one.error for one in done)
        return ("hit" if is_hit else "untouched", finished.code, place(hit, case) if hit else None)

    def judge(self, finished, done, hit, case, is_killed):
        lake = Lake(case / "lake")
        between = self.scene.without_a_file() if finished.code == 65 else []
        lake.check_month_by_month(self.scene.old, self.scene.new, *between)
        if is_killed:
            return
        if finished.code not in CLEAN:
            raise Wrong(f"exit code {finished.code}")
        if finished.code == 65:
            self.judge_rejection(finished.runs, done)
        elif finished.code != 0:
            self.judge_error(finished.error, finished.code)
        else:
            lake.check_sums(self.scene.new)
            check_promise(done)
        check_syncs(done)

    def judge_rejection(self, runs, done):
        """Only deliveries with a file that could not be read."""
        exports = str(self.scene.exports.resolve())
        failed = [one.path for one in done if one.error and one.path.startswith(exports)]
        rejected = [run for run in runs if run["state"] == "rejected"]
        for run in rejected:
            place = f"{exports}/{run['place']}"
            if not any(place == path or place.startswith(f"{path}/") for path in failed):
                raise Wrong(f"rejected, though {failed} failed: {run}")
        if not rejected:
            raise Wrong("exit code 65 without a rejected delivery")

    def judge_error(self, error, code):
        if not error or error["code"] != CLEAN[code]:
            raise Wrong(f"the error is {error}")
        said = f"{error.get('message')} {error.get('source')}"
        if self.act in errno.errorcode.values() and "/" not in said and "raw/" not in said:
            raise Wrong(f"the error names no place: {error}")

    def restart(self, case, at):
        if self.is_twice:
            again = Fault(at=1 + at * 7 % 60, act="kill", kinds="CWNU", folders=self.scene.watched(case))
            self.scene.program.ingest(self.scene.exports, case / "lake", again, case / "tmp")
            Lake(case / "lake").check_month_by_month(self.scene.old, self.scene.new)
        finished = self.scene.program.ingest(self.scene.exports, case / "lake", None, case / "tmp")
        if finished.code != 0:
            raise Wrong(f"the restart: {finished}")
        lake = Lake(case / "lake")
        lake.check(self.scene.new)
        if at % 8 == 1:
            lake.check_by_delta_rs(self.scene.new)
        if at % 8 == 5:
            verified = self.scene.program.run(["verify", "--lake", case / "lake"])
            if verified.code != 0:
                raise Wrong(f"verify after the restart: {verified}")
        left = [str(path) for path in (case / "tmp").iterdir()]
        if left:
            raise Wrong(f"left in the system's temporary folder: {left}")


def check_promise(done):
    """Who reports success has saved everything; but for checkpoints, which nobody needs."""
    last_name = {}
    for operation in done:
        if operation.kind == "N" and not operation.error:
            last_name[os.path.dirname(operation.path)] = operation.path
        elif operation.kind == "S" and operation.error:
            if "checkpoint" not in last_name.get(operation.path, operation.path):
                raise Wrong(f"success in spite of a failed fsync of {operation.path}")


def check_syncs(done):
    """A file whose fsync failed is not synchronised again, and gets no other name: its pages may be gone."""
    failed = set()
    for operation in done:
        if operation.kind == "S" and operation.error and not os.path.isdir(operation.path):
            failed.add(operation.path)
        elif operation.path in failed and operation.kind == "S":
            raise Wrong(f"fsync of {operation.path} is tried again after it failed")
        elif operation.other in failed and not operation.error:
            raise Wrong(f"{operation.other} is linked after its fsync failed")
        elif operation.kind == "U" and operation.path in failed:
            failed.discard(operation.path)


def place(operation, case):
    path = operation.path.replace(str(case.resolve()), "")
    path = re.sub(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "#", path)
    return f"{operation.kind}{operation.call} {path}"


def run(loop, stride, workers):
    start, count = time.monotonic(), loop.count()
    # Threads of one ingest take turns as they like: a few more, and the last must be untouched.
    numbers = list(range(1, count + 1, stride)) + [count + 20]
    hits, codes, wrong = 0, collections.Counter(), []
    for at, result in in_parallel(loop, numbers, workers):
        if isinstance(result, BaseException):
            result = ("wrong", f"{loop.name} {at}: {result!r}", "")
        if result[0] == "wrong":
            wrong.append(f"{result[1]} ({result[2]})")
            print(wrong[-1], file=sys.stderr, flush=True)
            continue
        hits += result[0] == "hit"
        codes[result[1]] += 1
        if at > count and result[0] != "untouched":
            wrong.append(f"{loop.name}: operation {at} is hit, where an ingest has {count}")
    return {"loop": loop.name, "operations": count, "cases": len(numbers), "hit": hits,
            "exit codes": {str(code): number for code, number in sorted(codes.items())}, "wrong": len(wrong),
            "seconds": round(time.monotonic() - start, 1)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("billow")
    parser.add_argument("--loop", action="append", choices=LOOPS)
    parser.add_argument("--stride", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--twice", action="store_true")
    parser.add_argument("--keep", type=pathlib.Path)
    arguments = parser.parse_args()
    failures = 0
    with scratch() as folder:
        folder = arguments.keep or pathlib.Path(folder)
        usual = Scene(arguments.billow, folder / "usual").prepare()
        first = FirstScene(arguments.billow, folder / "first").prepare()
        for name in arguments.loop or LOOPS:
            loop = Loop(first if name.endswith("-first") else usual, name, arguments.twice)
            report = run(loop, arguments.stride, arguments.workers)
            print(json.dumps(report), flush=True)
            failures += report["wrong"]
    if failures:
        sys.exit(f"{failures} wrong")


if __name__ == "__main__":
    main()
