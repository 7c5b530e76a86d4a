#!/usr/bin/env python3
"""What a user would pick instead, on the same files: CSV.gz in, zstd Parquet out. One contestant, timed in its own process.

Usage: peers.py aws|oci duckdb|duckdb-partitioned|polars FILE…          prints seconds and peak MiB as JSON
`duckdb` types the money columns and the day, `polars` keeps text (its cheapest case): the same bargain as in
../shared/bench/peers.py, whose columns are Azure's.
"""
import json
import os
import resource
import shutil
import sys
import tempfile
import time

# The day as SQL, and the columns that are amounts.
CLOUDS = {
    "aws": (
        "lineItem/UsageStartDate",
        ["lineItem/UsageAmount", "lineItem/UnblendedCost", "lineItem/BlendedCost", "pricing/publicOnDemandCost",
         "savingsPlan/SavingsPlanEffectiveCost"]),
    "oci": ("ChargePeriodStart", ["BilledCost", "ListCost", "PricingQuantity", "UsageQuantity", "EffectiveCost"]),
}


def duckdb(cloud, files, folder, options=""):
    import duckdb as engine
    day, money = CLOUDS[cloud]
    typed = ", ".join(f'"{name}"::decimal(38,18) as "{name}"' for name in money)
    engine.sql("set threads=2; set preserve_insertion_order=false")
    engine.sql(f"""copy (select * replace ({typed}), "{day}"[:10]::date as day from read_csv({files}, all_varchar=true))
        to '{folder}/out' (format parquet, compression zstd {options})""")


def polars(cloud, files, folder):
    import polars as pl
    pl.scan_csv(files, infer_schema=False).sink_parquet(f"{folder}/out.parquet", compression="zstd")


PEERS = {
    "duckdb": duckdb,
    "duckdb-partitioned": lambda cloud, files, folder: duckdb(cloud, files, folder, ", partition_by (day)"),
    "polars": polars,
}


def main():
    cloud, name, *files = sys.argv[1:]
    folder = tempfile.mkdtemp(dir=os.path.dirname(os.path.abspath(files[0])))
    start = time.monotonic()
    PEERS[name](cloud, files, folder)
    seconds = time.monotonic() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 2**20)
    shutil.rmtree(folder)
    print(json.dumps({"seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main()
