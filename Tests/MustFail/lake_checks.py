"""Checks that take more than one ingest.

    lake_checks.py PROGRAM NAME…        says which are wrong; exit code 1 when one is
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Witnesses" / "corpus"))

from deliveries import AzureActual  # noqa: E402
from judge import printed  # noqa: E402
from lake import Lake  # noqa: E402
from model import Folder, add_up  # noqa: E402


class Scene:
    """An export folder and a lake."""

    def __init__(self, program, root):
        self.program, self.root = program, pathlib.Path(root)
        self.lake = Lake(self.root / "lake")

    def folder(self, name="exports"):
        (self.root / name).mkdir(exist_ok=True)
        return Folder(self.root / name, 1, 0)

    def start(self, name="exports"):
        return subprocess.Popen(
            [self.program, "ingest", name, "--lake", str(self.lake.root), "--output", "json"], cwd=self.root,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)

    def ingest(self, name="exports"):
        output, errors = (process := self.start(name)).communicate(timeout=120)
        if process.returncode != 0:
            return [f"exit code {process.returncode}: {errors.decode()[:300]} {output.decode()[:300]}"]
        return [run["state"] for run in json.loads(output)["runs"]]

    def faults(self, deliveries):
        """How raw, focus and daily differ from these deliveries alone."""
        faults = []
        wanted = {delivery.month: (delivery.rows, printed(add_up(delivery.amounts))) for delivery in deliveries}
        tables = {
            "raw": {key[1]: month for key, month in self.lake.raw("azure-actual").items()},
            **{name: {key[2]: month for key, month in self.lake.derived(name).items()} for name in ("focus", "daily")},
        }
        for name, months in tables.items():
            found = {period: (month.rows, printed(month.sums)) for period, month in months.items()}
            if found != wanted:
                faults.append(f"{name} holds {found}, not {wanted}")
        return faults


def again(scene):
    """The same folder twice: the second time nothing happens."""
    delivery = AzureActual(costs=("1.5", "2")).write(scene.folder())
    scene.ingest()
    before = scene.lake.files()
    states = scene.ingest()
    faults = [] if states == ["skipped"] else [f"landed before, and now {states}"]
    return faults + scene.faults([delivery]) + ([] if scene.lake.files() == before else ["the lake was changed"])


def regeneration(scene):
    """A later run of the month takes the earlier one's place."""
    AzureActual(run=1, day=2, costs=("1.5", "2")).write(scene.folder())
    scene.ingest()
    later = AzureActual(run=2, day=3, costs=("4.25",)).write(scene.folder())
    scene.ingest()
    return scene.faults([later])


def two_writers(scene):
    """One is stopped between what it read of the table and its commit, while another commits: both months are there."""
    slow = AzureActual("2025-09", 1, costs=("1.5",)).write(scene.folder("slow"))
    fast = AzureActual("2025-10", 2, costs=("2.5", "3")).write(scene.folder("fast"))
    first = AzureActual("2025-08", 3, costs=("7",)).write(scene.folder("first"))
    scene.ingest("first")
    process = scene.start("slow")
    give_up = time.monotonic() + 60
    while not any(scene.lake.root.glob("staging/*/*/raw/*.parquet")):
        if process.poll() is not None or time.monotonic() > give_up:
            return ["the slow one was done before it could be stopped"]
        time.sleep(0.001)
    os.kill(process.pid, signal.SIGSTOP)
    try:
        states = scene.ingest("fast")
    finally:
        os.kill(process.pid, signal.SIGCONT)
    process.communicate(timeout=120)
    faults = [] if states == ["landed"] and process.returncode == 0 else [f"{states}, exit code {process.returncode}"]
    return faults + scene.faults([slow, fast, first])


def limited_reader(scene):
    """A token that is limited to another source is told of no cost; one without a limit is told of all."""
    delivery = AzureActual(costs=("1.5", "2")).write(scene.folder())
    scene.ingest()
    tokens, (limited, free) = scene.root / "tokens.yaml", ("l" * 32, "f" * 32)
    tokens.touch(0o600)
    tokens.write_text(
        f"tokens:\n  - name: l\n    scope: read\n    token: {limited}\n    sources: [nobodys]\n"
        f"  - name: f\n    scope: read\n    token: {free}\n")
    server = subprocess.Popen(
        [scene.program, "serve", "--lake", str(scene.lake.root), "--port", "0", "--quiet", "--tokens", str(tokens)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        address = server.stdout.readline().split()[-1]

        def costs(token):
            request = urllib.request.Request(
                f"{address}/api/v1/costs", headers={"Authorization": f"Bearer {token}"})
            try:
                with urllib.request.urlopen(request, timeout=60) as reply:
                    return {total["currency"]: total["cost"] for total in json.load(reply)["totals"]}
            except urllib.error.HTTPError as error:
                if error.code == 404 and "no usage" in error.read().decode():
                    return {}
                raise

        seen, all_of_it = costs(limited), costs(free)
    finally:
        server.terminate()
        server.communicate(timeout=60)
    faults = [] if all_of_it == printed(add_up(delivery.amounts)) else [f"all is {all_of_it}"]
    return faults + ([f"who may see nothing of this sees {seen}"] if seen else [])


CHECKS = {
    "again": again, "limited-reader": limited_reader, "regeneration": regeneration, "two-writers": two_writers,
}


def main():
    program, *names = sys.argv[1:]
    is_wrong = False
    for name in names:
        root = tempfile.mkdtemp(prefix="billow-must-fail-")
        try:
            faults = CHECKS[name](Scene(str(pathlib.Path(program).resolve()), root))
        except Exception as error:  # noqa: BLE001 - a check that cannot be made is wrong.
            faults = [f"{type(error).__name__}: {error}"]
        finally:
            shutil.rmtree(root, ignore_errors=True)
        for fault in faults:
            print(f"{name}: {fault}")
        is_wrong = is_wrong or bool(faults)
    sys.exit(1 if is_wrong else 0)


if __name__ == "__main__":
    main()
