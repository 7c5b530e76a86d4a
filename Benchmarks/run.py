#!/usr/bin/env python3
"""Time Billow and what a user would pick instead on one month of Azure costs, and write Benchmarks/RESULTS.md.

Usage: run.py [--rows N] [--runs N] [--billow PATH]            or, with the build before it: make bench

One CSV file is generated; then each contestant takes it in turn, run after run, so that a machine's moods hit all alike.
The first round warms up and does not count. Needs DuckDB and Polars (`scripts/setup --tests` provides them), and the
generator and peers in ../shared/bench beside the package; without those it says so and measures nothing.

What is compared is not the same work: the peers turn CSV into one Parquet file. Billow checks, types and lands the rows,
brings them to FOCUS, adds them up by day and commits three tables. Its seconds are those of the whole process.
"""
import argparse
import os
import pathlib
import platform
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ["duckdb", "duckdb-partitioned", "polars"]


def machine():
    model = "unknown processor"
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text().splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "") if sys.platform == "linux" else platform.platform()
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, {system}, Python {platform.python_version()}"


def time_billow(command, source, work):
    """(seconds, peak MiB) of one ingest of a folder that holds the file, into a lake that does not exist before."""
    folder, lake = work / "exports", work / "lake"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(lake, ignore_errors=True)
    folder.mkdir()
    os.link(source, folder / source.name)
    output = work / "billow.log"
    with output.open("w") as log:
        start = time.monotonic()
        process = subprocess.Popen(
            [*command, "ingest", str(folder), "--lake", str(lake)], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
    code = os.waitstatus_to_exitcode(status)
    process.returncode = code
    if code != 0:
        sys.exit(f"{' '.join(command)} ingest ended with {code}:\n{output.read_text()[-2000:]}")
    divisor = 1024 if sys.platform == "linux" else 2**20
    return seconds, usage.ru_maxrss / divisor


def time_peer(name, peers, source):
    """(seconds, peak MiB) as the peer's own process measures them, without the start of Python."""
    result = subprocess.run(
        [sys.executable, str(peers), "--one", name, str(source)], check=True, capture_output=True, text=True)
    fields = result.stdout.split()
    return float(fields[1]), float(fields[5])


def measure(contestants, runs):
    figures = {name: [] for name in contestants}
    for turn in range(runs + 1):
        for name, contestant in contestants.items():
            seconds, peak = contestant()
            label = f"run {turn}" if turn else "warm-up"
            print(f"   {label:8} {name:8} {seconds:8.2f} s {peak:8.0f} MiB", flush=True)
            if turn:
                figures[name].append((seconds, peak))
    return figures


def table(figures, size_megabytes):
    first = statistics.median(seconds for seconds, _ in figures["billow"])
    lines = [
        "| | median s | min s | MB/s (median) | times Billow's median | peak MiB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, runs in figures.items():
        median = statistics.median(seconds for seconds, _ in runs)
        lowest = min(seconds for seconds, _ in runs)
        peak = max(peak for _, peak in runs)
        lines.append(
            f"| {name} | {median:.2f} | {lowest:.2f} | {size_megabytes / median:.0f} | {median / first:.2f} | {peak:.0f} |")
    return "\n".join(lines)


def report(figures, rows, runs, size_megabytes):
    commit = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    return f"""# Benchmark results

Written by `make bench` ({time.strftime("%Y-%m-%d")}, commit {commit or "unknown"}). Compare the columns of one table,
never the seconds of two days.

- Machine: {machine()}
- Input: one Azure actual-cost export, {rows:,} rows, 54 columns, {size_megabytes:.0f} MB of CSV, rows in no order
- {runs} runs after a warm-up, in turn

{table(figures, size_megabytes)}

The peers turn the CSV file into one zstd Parquet file: DuckDB types five money columns and the date, Polars keeps text.
Billow lands (checked, typed, with provenance), brings to FOCUS, adds up by day, and commits; process start included.
"""


def main():
    parser = argparse.ArgumentParser(description="Time Billow and its peers on one file.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--billow", default=str(ROOT / ".build/release/billow"), help="the command to measure")
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "Benchmarks/RESULTS.md")
    arguments = parser.parse_args()
    scripts = ROOT.parent / "shared/bench"
    generator, peers = scripts / "generate_azure_csv.py", scripts / "peers.py"
    missing = [path.name for path in (generator, peers) if not path.exists()]
    if missing:
        sys.exit(f"{' and '.join(missing)} not found in ../shared/bench beside the package: nothing was measured")
    command = shlex.split(arguments.billow)
    with tempfile.TemporaryDirectory(prefix="billow-bench-") as temporary:
        work = pathlib.Path(temporary)
        source = work / f"costreport_{arguments.rows}.csv"
        subprocess.run([sys.executable, str(generator), str(arguments.rows), str(source)], check=True)
        contestants = {"billow": lambda: time_billow(command, source, work)}
        for name in PEERS:
            contestants[name] = lambda name=name: time_peer(name, peers, source)
        figures = measure(contestants, arguments.runs)
        text = report(figures, arguments.rows, arguments.runs, source.stat().st_size / 1e6)
    arguments.output.write_text(text)
    print(f"\n{text}")


if __name__ == "__main__":
    main()
