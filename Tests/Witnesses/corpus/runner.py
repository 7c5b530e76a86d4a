"""Runs Billow on one case, in a process group of its own, with limits."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import threading
from dataclasses import dataclass

import canaries
import judge
from lake import Lake
from model import Expected, Folder

# Memory that may be mapped is no memory that is used: the engine and the allocator reserve freely.
LIMITS = 'ulimit -c 0; ulimit -v 16777216; ulimit -t 120; exec "$@"'
SECONDS = 150
#: Names the bug that a build with seeded bugs has.
BUG = "BILLOW_SEEDED_BUG"


@dataclass
class Run:
    code: int | None
    signal: int | None
    timed_out: bool
    output: bytes
    errors: bytes
    peak_kb: int
    cpu_seconds: float


class Runner:
    def __init__(self, billow, scratch, listener, seed, is_traced):
        self.billow, self.scratch, self.listener, self.seed = billow, pathlib.Path(scratch), listener, seed
        self.is_traced = is_traced
        self.template = self.scratch / "template"
        self.environment = {**os.environ, **canaries.ENVIRONMENT, "BILLOW_THREADS": "2", "BILLOW_MEMORY": "512"}
        self.environment.pop("BILLOW_LAKE", None)
        #: A bug that was seeded shows in cases, not in what they start from.
        self.bug = self.environment.pop(BUG, None)

    def start(self, arguments, folder, trace=None):
        """Waits for its end; what is left of its process group is killed."""
        output, errors = folder / "output", folder / "errors"
        command = ["sh", "-c", LIMITS, "sh"]
        if trace:
            command += ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect,openat,open", "-o", str(trace)]
        command += [self.billow, *map(str, arguments)]
        with open(output, "wb") as out, open(errors, "wb") as err:
            process = subprocess.Popen(
                command, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=self.environment, cwd=folder,
                start_new_session=True)
        late = threading.Event()

        def kill():
            late.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(SECONDS, kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.returncode = 0
        ended = os.WIFSIGNALED(status)
        return Run(
            None if ended else os.WEXITSTATUS(status), os.WTERMSIG(status) if ended else None, late.is_set(),
            output.read_bytes(), errors.read_bytes(), usage.ru_maxrss, usage.ru_utime + usage.ru_stime)

    def switch_on_bug(self):
        if self.bug:
            self.environment[BUG] = self.bug

    # --- One case

    def faults(self, case, number):
        """Everything that is wrong with what Billow makes of a case, and what it took."""
        place = self.scratch / f"{number:03}"
        (place / "exports").mkdir(parents=True)
        folder = Folder(place / "exports", f"{self.seed} {case.category} {case.name}", self.listener.port)
        expectations = case.build(folder)
        if isinstance(expectations, Expected):
            expectations = [expectations]
        lake = Lake(place / "lake")
        if not any(outcome.has_landed for one in expectations for outcome in one.outcomes):
            shutil.copytree(self.template, lake.root)
        before = lake.files()
        trace = place / "trace" if self.is_traced and case.category == "paths" else None
        arguments = case.arguments or ["exports"]
        run = self.start(["ingest", *arguments, "--lake", lake.root, "--output", "json"], place, trace)
        faults = judge.of_process(run)
        faults += min((judge.of_case(one, run, folder, lake, before) for one in expectations), key=len)
        if trace:
            faults += self.opened(trace)
        if case.is_shown:
            faults += self.shown(case, place, lake)
        if seen := canaries.found(b"".join(self.written(place))):
            faults.append(f"secrets were written: {', '.join(seen)}")
        return faults, run

    def shown(self, case, place, lake):
        """The same for people: nothing in it may steer a terminal."""
        again = place / "people"
        again.mkdir()
        (again / "exports").symlink_to(place / "exports")
        faults = []
        for arguments in (["ingest", *(case.arguments or ["exports/."])], ["runs"], ["report"]):
            if arguments[0] != "ingest" and not (again / "lake").exists():
                continue
            run = self.start([*arguments, "--lake", again / "lake"], again)
            faults += [f"{arguments[0]} for people: {fault}" for fault in judge.of_process(run)]
            if seen := canaries.found(run.output + run.errors):
                faults.append(f"{arguments[0]} for people: secrets were written: {', '.join(seen)}")
        return faults

    @staticmethod
    def written(place):
        """All that the case's runs wrote: what was said, and the lake."""
        for name in ("output", "errors"):
            yield (place / name).read_bytes()
        for lake in (place / "lake", place / "people" / "lake"):
            for path in lake.glob("**/*"):
                if path.is_file():
                    yield path.read_bytes()

    @staticmethod
    def opened(trace):
        """P21, P24: what the system was asked to open and to connect to."""
        text = trace.read_text(errors="replace")
        faults = []
        if outside := re.findall(r'open(?:at)?\([^"]*"([^"]*/outside/[^"]*)"', text):
            faults.append(f"opened outside of the folder: {outside[:3]}")
        if calls := re.findall(r"connect\(\d+, \{sa_family=(AF_INET6?)[^}]*\}", text):
            faults.append(f"{len(calls)} network connections were tried")
        return faults
