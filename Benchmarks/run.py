#!/usr/bin/env python3
"""Time Billow and what a user would pick instead on the same exports, and write Benchmarks/RESULTS.md.

Usage: run.py [--rows N] [--runs N] [--cases NAME …] [--large N]          or, with the build before it: make bench

Each case is generated once; then each contestant takes it in turn, run after run, so that a machine's moods hit all alike.
The first round warms up and does not count. `--large 10000000` adds a case of that many Azure rows with two runs, for memory
and linearity. Needs DuckDB and Polars (`scripts/setup --tests` provides them), and the Azure generator and peers in
../shared/bench beside the package; without those it says so and measures nothing.
"""
import argparse
import collections
import dataclasses
import gzip
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared/bench"
PEERS = ["duckdb", "duckdb-partitioned", "polars"]
LANDING, INGEST = "billow, landing alone", "billow, whole ingest"
MEBIBYTE = 1024 if sys.platform == "linux" else 2**20

Run = collections.namedtuple("Run", "seconds cpu peak")


@dataclasses.dataclass
class Case:
    """One export on disk, what took it, and how that went."""
    name: str
    title: str
    rows: int
    folder: pathlib.Path
    files: list
    text_megabytes: float
    runs: int
    figures: dict = dataclasses.field(default_factory=lambda: collections.defaultdict(list))
    lake: dict = dataclasses.field(default_factory=dict)

    def __post_init__(self):
        self.file_megabytes = sum(file.stat().st_size for file in self.files) / 1e6

    def median(self, contestant):
        return statistics.median(run.seconds for run in self.figures[contestant])

    def peak(self, contestant):
        return max(run.peak for run in self.figures[contestant])

    def speed(self, contestant, other):
        """How many times as fast as another."""
        return self.median(other) / self.median(contestant)


# ---- Exports

def generate(script, rows, place):
    subprocess.run([sys.executable, str(script), str(rows), str(place)], check=True)


def azure(work, rows, runs, name="azure", packs=False):
    folder = work / name
    folder.mkdir()
    plain = folder / f"costreport_{rows}.csv"
    generate(SHARED / "generate_azure_csv.py", rows, plain)
    megabytes = plain.stat().st_size / 1e6
    title = "Azure actual cost, 54 columns, one CSV file"
    files = [plain]
    if packs:
        title += ", gzip"
        files = [plain.with_suffix(".csv.gz")]
        with plain.open("rb") as text, gzip.open(files[0], "wb", 6) as packed:
            shutil.copyfileobj(text, packed, 1 << 20)
        plain.unlink()
    return Case(name, title, rows, folder, files, megabytes, runs)


def generated(cloud, title):
    def make(work, rows, runs):
        folder = work / cloud
        generate(ROOT / f"Benchmarks/generate_{cloud}_export.py", rows, folder)
        files = sorted(folder.rglob("*.csv.gz"))
        return Case(cloud, title, rows, folder, files, sum(map(text_bytes, files)) / 1e6, runs)
    return make


def text_bytes(file):
    with gzip.open(file) as text:
        return sum(map(len, iter(lambda: text.read(1 << 20), b"")))


CASES = {
    "azure": azure,
    "azure-gz": lambda work, rows, runs: azure(work, rows, runs, "azure-gz", packs=True),
    "aws": generated("aws", "AWS Cost and Usage Report, 150 columns, one CSV file, gzip"),
    "oci": generated("oci", "OCI FOCUS reports, 49 columns, 124 CSV files, gzip"),
}


# ---- Contestants

def timed(command):
    """A process from start to end, its output; CPU and peak memory are the system's figures."""
    os.sync()  # What the one before left to be written is not this one's to wait for.
    with tempfile.TemporaryFile() as output:
        start = time.monotonic()
        process = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{text[-2000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MEBIBYTE), text


def run_billow(case, name, binaries, work):
    """The whole process, into a lake that does not exist before."""
    lake = work / "lake"
    shutil.rmtree(lake, ignore_errors=True)
    if name == LANDING:
        run, _ = timed([binaries / "landing-benchmark", case.folder, lake])
    else:
        run, _ = timed([binaries / "billow", "ingest", case.folder, "--lake", lake])
        case.lake = {table: parquet_megabytes(lake / table) for table in ("raw", "focus", "daily")}
    shutil.rmtree(lake)
    return run


def parquet_megabytes(folder):
    return sum(file.stat().st_size for file in folder.rglob("*.parquet")) / 1e6


def run_peer(case, name):
    """Seconds as the peer's own process measures them, without the start of Python."""
    if case.name.startswith("azure"):
        run, text = timed([sys.executable, SHARED / "peers.py", "--one", name, case.files[0]])
        return run._replace(seconds=float(text.split()[1]))
    run, text = timed([sys.executable, ROOT / "Benchmarks/peers.py", case.name, name, *case.files])
    return run._replace(seconds=json.loads(text.splitlines()[-1])["seconds"])


def measure(case, binaries, work):
    print(f"\n{case.title}: {case.rows:,} rows, {case.text_megabytes:.0f} MB of CSV", flush=True)
    for turn in range(case.runs + 1):
        for name in [LANDING, INGEST, *PEERS]:
            run = run_peer(case, name) if name in PEERS else run_billow(case, name, binaries, work)
            label = f"run {turn}" if turn else "warm-up"
            print(f"   {label:8} {name:22} {run.seconds:8.2f} s {run.cpu:8.2f} CPU s {run.peak:7.0f} MiB", flush=True)
            if turn:
                case.figures[name].append(run)


# ---- Report

def machine():
    model = "unknown processor"
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text().splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "") if sys.platform == "linux" else platform.platform()
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, {system}"


def section(case):
    size = f"{case.text_megabytes:.0f} MB of CSV"
    if case.file_megabytes < case.text_megabytes:
        size += f", {case.file_megabytes:.0f} MB packed"
    lines = [
        f"## {case.title}", "", f"{case.rows:,} rows, {size}; {case.runs} runs after a warm-up.", "",
        "| | median s | min s | CPU s | MB/s | × DuckDB | × Polars | peak MiB |", "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, runs in case.figures.items():
        lowest, cpu = min(run.seconds for run in runs), statistics.median(run.cpu for run in runs)
        lines.append(
            f"| {name} | {case.median(name):.2f} | {lowest:.2f} | {cpu:.2f} | {case.text_megabytes / case.median(name):.0f} "
            f"| {case.speed(name, 'duckdb'):.2f} | {case.speed(name, 'polars'):.2f} | {case.peak(name):.0f} |")
    tables = ", ".join(f"`{table}` {size:.1f} MB" for table, size in case.lake.items())
    return "\n".join([*lines, "", f"Written by the whole ingest: {tables}."])


def goals(cases):
    """(goal, what was measured, whether that meets it), for what was measured."""
    found = {case.name: case for case in cases}
    if case := found.get("azure"):
        for peer, goal in (("duckdb", 3), ("polars", 2)):
            speed = case.speed(LANDING, peer)
            yield f"landing CSV at least {goal} × {peer}", f"{speed:.2f} ×", speed >= goal
    if case := found.get("azure-gz"):
        speed = case.speed(LANDING, "duckdb")
        yield "landing CSV.gz at least 2.5 × duckdb", f"{speed:.2f} ×", speed >= 2.5
    for case in cases:
        times = case.median(INGEST) / case.median(LANDING)
        yield f"whole ingest at most 1.5 × landing alone ({case.name})", f"{times:.2f} ×", times <= 1.5
    peak = max((case.peak(INGEST), case.name) for case in cases)
    yield "peak memory at most 512 MiB, any export", f"{peak[0]:.0f} MiB ({peak[1]})", peak[0] <= 512
    if (small := found.get("azure")) and (large := found.get("azure-large")):
        per_million = [case.median(INGEST) / case.rows * 1e6 for case in (small, large)]
        text = f"{per_million[0]:.2f} s for each million of {small.rows:,} rows, {per_million[1]:.2f} s of {large.rows:,}"
        yield "linear in rows: at most 1.1 × the time for a row", text, per_million[1] <= 1.1 * per_million[0]


def report(cases):
    commit = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    lines = [f"| {goal} | {measured} | {'met' if is_met else '**not met**'} |" for goal, measured, is_met in goals(cases)]
    return "\n".join([
        "# Benchmark results", "",
        f"Written by `make bench` ({time.strftime('%Y-%m-%d')}, commit {commit or 'unknown'}), this text included. Compare the columns",
        "of one table, never the seconds of two days.", "",
        f"Machine: {machine()}", "",
        "Landing alone reads, checks, types and counts every cell, adds up billed cost, writes `raw` and commits it. The whole ingest",
        "brings the rows to FOCUS and adds them up by day too. Both are whole processes. DuckDB types five amounts and the day and",
        "writes one Parquet file, or one folder for each day; Polars types nothing. The start of Python is not counted as their time.",
        "MB/s are those of the CSV text; × DuckDB and × Polars say how many times as fast as these, median against median.", "",
        "| goal | measured | |", "|---|---|---|", *lines, "",
        *("\n\n".join(map(section, cases)).split("\n")), "",
    ])


def main():
    parser = argparse.ArgumentParser(description="Time Billow and its peers on the same exports.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cases", nargs="+", choices=list(CASES), default=list(CASES))
    parser.add_argument("--large", type=int, default=0, metavar="ROWS", help="a case of so many Azure rows, with two runs")
    parser.add_argument("--binaries", type=pathlib.Path, default=ROOT / ".build/release", help="folder of the programs to measure")
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "Benchmarks/RESULTS.md")
    arguments = parser.parse_args()
    missing = [name for name in ("generate_azure_csv.py", "peers.py") if not (SHARED / name).exists()]
    if missing:
        sys.exit(f"{' and '.join(missing)} not found in ../shared/bench beside the package: nothing was measured")
    plan = [(CASES[name], arguments.rows, arguments.runs) for name in arguments.cases]
    if arguments.large:
        plan.append((lambda *sizes: azure(*sizes, name="azure-large"), arguments.large, 2))
    cases = []
    with tempfile.TemporaryDirectory(prefix="billow-bench-") as temporary:
        work = pathlib.Path(temporary)
        for make, rows, runs in plan:
            case = make(work, rows, runs)
            measure(case, arguments.binaries, work)
            cases.append(case)
            shutil.rmtree(case.folder)
        text = report(cases)
    arguments.output.write_text(text)
    print(f"\n{text}")


if __name__ == "__main__":
    main()
