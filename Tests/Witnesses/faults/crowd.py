#!/usr/bin/env python3
"""Many ingests on one lake at once, and readers while months are replaced.

    crowd.py BILLOW [--ingesters N] [--months N] [--rounds N] [--replacements N]

First, --rounds times: N ingesters start at once, each with months of its own and months that all of them have. Each
delivery lands exactly once, histories have no gap, every sum is right; who lost a race has retried, or says so.

Then: one month is replaced again and again by one of two deliveries whose sums are known, while delta-rs, DuckDB and
Billow itself read; each reader sees one of the two sums in raw, in focus and in daily, never anything else.
"""
import argparse
import collections
import json
import multiprocessing
import pathlib
import random
import sys
import time
from decimal import Decimal

from billow import Program
from exports import AWSReport, AzureActual, Cost, OCIReport, totals, write_all
from lake import Lake, Table, Wrong, delta_rs_sums
from scene import scratch


# --- Ingesters

def shared_deliveries(months):
    found = []
    for number in range(1, months + 1):
        month = f"2025-{number:02}"
        found.append(AzureActual("daily", "8611537", month, 1, [[Cost(f"{number}.25", "EUR")]]))
        found.append(OCIReport("focus", "ocid1.tenancy", month, number, [[Cost(f"0.{number}", "USD")]]))
    return found


def own_deliveries(ingester, months):
    return [AWSReport("daily", f"{ingester:012}", f"2025-{number:02}", 1, [[Cost(f"{ingester}.{number:018}", "USD")]])
            for number in range(1, months + 1)]


def crowd(program, folder, ingesters, months):
    shared, everything = shared_deliveries(months), []
    for ingester in range(ingesters):
        own = own_deliveries(ingester, months)
        write_all(shared + own, folder / f"exports-{ingester}")
        everything += own
    everything += shared
    lake = folder / "lake"
    processes = [program.start_ingest(folder / f"exports-{number}", lake) for number in range(ingesters)]
    finished = [program.finish(process) for process in processes]
    landed, codes, again = collections.Counter(), collections.Counter(), []
    for number, one in enumerate(finished):
        codes[one.code] += 1
        if one.code not in (0, 65, 75):
            raise Wrong(f"ingester {number}: {one}")
        for run in one.runs if one.output else []:
            if run["state"] == "landed":
                landed[(run["export"], run["period"], run["run"])] += 1
            elif run["state"] == "rejected" and "other ingests" not in run["reason"]:
                raise Wrong(f"ingester {number} rejects: {run}")
        if one.code:
            again.append(number)
    for number in again:
        one = program.ingest(folder / f"exports-{number}", lake)
        if one.code != 0:
            raise Wrong(f"ingester {number}, once more: {one}")
    twice = [key for key, count in landed.items() if count > 1]
    if twice:
        raise Wrong(f"landed more than once: {twice}")
    seen = Lake(lake)
    seen.check(totals(everything))
    seen.check_by_delta_rs(totals(everything))
    check_orphans(seen)
    versions = sum(len(table.versions) for table in seen.tables)
    return {"ingesters": ingesters, "deliveries": len(everything), "commits": versions, "codes": dict(codes)}


def check_orphans(lake):
    """Who lost a race has taken its files away: only files that some commit once added are there."""
    for table in lake.tables:
        known = set()
        for version in table.versions:
            for line in (table.folder / "_delta_log" / f"{version:020}.json").read_text().splitlines():
                action = json.loads(line)
                if "add" in action:
                    known.add(table.path(action["add"]["path"]))
        if table.data_files() - known:
            raise Wrong(f"files that no commit knows: {sorted(table.data_files() - known)[:3]}")


# --- Readers

MONTH = "2025-09"
ROWS = {"A": ["1.000000000000000001", "2.5", "-0.25"], "B": ["7", "0.000000000000000001"]}
KEY = ("azure-actual", "daily@8611537", MONTH)


def month_delivery(letter, order):
    return AzureActual("daily", "8611537", MONTH, order, [[Cost(amount, "EUR")] for amount in ROWS[letter]])


def known_sums():
    other = AzureActual("daily", "8611537", "2025-08", 1, [[Cost("100", "EUR")]])
    return other, [totals([other, month_delivery(letter, 1)]) for letter in "AB"]


def of_all_months(model):
    sums = list(model.values())
    return {"EUR": (sum(one["EUR"][0] for one in sums), sum(one["EUR"][1] for one in sums))}


def read_by_delta_rs(program, lake):
    for name in ("focus", "daily"):
        yield name, delta_rs_sums(lake / name, name == "daily")


def read_by_duckdb(program, lake):
    for name, rows in (("focus", "count(*)"), ("daily", "sum(x_row_count)")):
        sums = Table(lake / name).sums(None, "BillingCurrency", rows, "BilledCost")
        yield name, of_all_months(sums)
    yield "raw", of_all_months(Table(lake / "raw/azure-actual").sums(
        "azure-actual", "BillingCurrencyCode", "count(*)", "CostInBillingCurrency"))


def read_by_billow(program, lake):
    for name, rows, table, cost in (
            ("raw", "count(*)", 'raw."azure-actual"', "CostInBillingCurrency"),
            ("focus", "count(*)", "focus", "BilledCost"), ("daily", "sum(x_row_count)", "daily", "BilledCost")):
        query = f"SELECT {rows}::BIGINT, sum({cost}) FROM {table}"
        finished = program.run(["query", query, "--lake", lake, "--output", "json"])
        if finished.code != 0:
            raise Wrong(f"billow query: {finished}")
        count, billed = json.loads(finished.output)["rows"][0]
        yield name, {"EUR": (int(count), Decimal(billed))}


READERS = {"delta-rs": read_by_delta_rs, "DuckDB": read_by_duckdb, "billow query": read_by_billow}


def read_on(reader, billow, lake, allowed, stop, results):
    """Until told to stop: counts what is seen, by table and by which of the two sums."""
    seen, wrong = collections.Counter(), []
    try:
        while True:
            is_last = stop.is_set()
            for table, sums in READERS[reader](Program(billow), lake):
                if sums in allowed:
                    seen[f"{table} {'AB'[allowed.index(sums)]}"] += 1
                else:
                    wrong.append(f"{reader} sees {table} {sums}")
            if is_last or len(wrong) > 5:
                break
    except Exception as reason:
        wrong.append(f"{reader}: {reason!r}")
    results.put((reader, dict(seen), wrong))


def replacing(billow, folder, replacements):
    program, lake = Program(billow), folder / "lake"
    other, models = known_sums()
    write_all([other, month_delivery("A", 1)], folder / "exports-1")
    program.ingest(folder / "exports-1", lake)
    context = multiprocessing.get_context("spawn")
    stop, results = context.Event(), context.Queue()
    allowed = [of_all_months(model) for model in models]
    readers = [context.Process(target=read_on, args=(name, billow, lake, allowed, stop, results)) for name in READERS]
    for reader in readers:
        reader.start()
    for number in range(2, replacements + 2):
        write_all([month_delivery("AB"[(number - 1) % 2], number)], folder / f"exports-{number}")
        finished = program.ingest(folder / f"exports-{number}", lake)
        if finished.code != 0 or [run["state"] for run in finished.runs] != ["landed"]:
            raise Wrong(f"replacement {number}: {finished}")
    stop.set()
    reports = [results.get(timeout=120) for _ in readers]
    for reader in readers:
        reader.join()
    Lake(lake).check(models[replacements % 2])
    report = {"replacements": replacements, "seen": {name: seen for name, seen, _ in reports}}
    wrong = [text for _, _, wrong in reports for text in wrong]
    for name, seen, _ in reports:
        if replacements >= 10 and not {key[-1] for key in seen} == {"A", "B"}:
            wrong.append(f"{name} has not seen both: {seen}")
    return report, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("billow")
    parser.add_argument("--ingesters", type=int, default=8)
    parser.add_argument("--months", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--replacements", type=int, default=200)
    arguments = parser.parse_args()
    wrong = []
    with scratch() as name:
        folder = pathlib.Path(name)
        for number in range(arguments.rounds):
            start = time.monotonic()
            (folder / f"crowd-{number}").mkdir()
            try:
                report = crowd(
                    Program(arguments.billow), folder / f"crowd-{number}", arguments.ingesters, arguments.months)
            except Exception as reason:
                report = {}
                wrong.append(f"crowd {number}: {reason}")
            print(json.dumps(report | {"seconds": round(time.monotonic() - start, 1)}), flush=True)
        start = time.monotonic()
        report, more = replacing(arguments.billow, folder, arguments.replacements)
        print(json.dumps(report | {"wrong": wrong + more, "seconds": round(time.monotonic() - start, 1)}))
    if wrong + more:
        sys.exit(f"{len(wrong + more)} wrong:\n" + "\n".join(wrong + more))


if __name__ == "__main__":
    main()
