#!/usr/bin/env python3
"""Asks random questions of a lake twice, with the optimisers that Billow's sessions use and with none; exit code 0 when all
answers are the same.

    optimiser_witness.py BILLOW [--seconds N] [--seed N]

The views are those that `billow query` shows, in Python's DuckDB, which must be of the version that Billow uses. An optimiser
that loses rows, as DuckDB 2.0.0's window_self_join does behind a filter on a partition, gives wrong sums in silence.
"""
import argparse
import csv
import io
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import duckdb

# Without the first DuckDB does not know what to do with some statements; without the second it reads all columns of all.
NEEDED = {"unnest_rewriter", "unused_columns"}
DIMENSIONS = ["ServiceName", "RegionId", "BillingAccountId", "ChargeCategory", "x_billing_period", "x_source",
              "BillingCurrency"]
SUMS = ["sum(BilledCost)", "count(*)", "max(EffectiveCost)", "count(DISTINCT ServiceName)"]


def asked(billow, lake, statement):
    told = subprocess.run([billow, "query", statement, "--lake", lake, "--output", "csv"], check=True,
                          capture_output=True, text=True).stdout
    csv.field_size_limit(1 << 30)
    return list(csv.DictReader(io.StringIO(told)))


class Questions:
    def __init__(self, rng, months, sources):
        self.rng, self.months, self.sources = rng, months, sources

    def condition(self):
        kind = self.rng.random()
        if kind < 0.5:
            return f"x_billing_period {self.rng.choice(['=', '<', '>=', '<>'])} '{self.rng.choice(self.months)}'"
        if kind < 0.8:
            return f"x_source {self.rng.choice(['=', '<>'])} '{self.rng.choice(self.sources)}'"
        return f"BilledCost > {self.rng.choice([0, 1, 100])}"

    def where(self):
        return " AND ".join(self.condition() for _ in range(self.rng.randint(1, 2)))

    def next(self):
        table = self.rng.choice(["daily", "focus"])
        one, two = self.rng.sample(DIMENSIONS, 2)
        total, where, rows = self.rng.choice(SUMS), self.where(), f"SELECT * FROM {table} WHERE {self.where()}"
        return self.rng.choice([
            f"SELECT {one}, {total} FROM {table} WHERE {where} GROUP BY ALL",
            f"SELECT count(*), sum(a) FROM (SELECT sum(BilledCost) OVER (PARTITION BY {one}) a FROM ({rows}))",
            f"SELECT count(*), max(BilledCost) FROM ({rows} ORDER BY BilledCost DESC NULLS LAST LIMIT 10)",
            f"WITH a AS ({rows}) SELECT (SELECT {total} FROM a), (SELECT count(*) FROM a WHERE {self.condition()}), "
            f"(SELECT count(*) FROM a x JOIN (SELECT DISTINCT {one} k FROM a) y ON x.{one} = y.k)",
            f"SELECT count(*) FROM (SELECT DISTINCT {one} k FROM {table} WHERE {where}) s WHERE "
            f"{self.rng.choice(['', 'NOT '])}EXISTS (SELECT 1 FROM daily e WHERE e.{one} = s.k AND {self.where()})",
            f"SELECT {one}, {two}, {total} FROM {table} WHERE {where} GROUP BY GROUPING SETS (({one}), ({two}), ())",
            f"SELECT {one}, {total} FROM {table} WHERE {where} GROUP BY ALL "
            f"UNION ALL SELECT {one}, {total} FROM daily WHERE {self.where()} GROUP BY ALL",
            f"SELECT count(*), sum(BilledCost) FROM {table} WHERE {where} AND {one} IN (SELECT {one} FROM ({rows}))",
            f"SELECT {one}, BilledCost FROM ({rows}) "
            f"QUALIFY rank() OVER (PARTITION BY {one} ORDER BY BilledCost DESC NULLS LAST) = 1",
            f"SELECT k, a, sum(a) OVER (ORDER BY k) FROM (SELECT {one} k, sum(BilledCost) a FROM ({rows}) GROUP BY 1)",
        ])


def answers(engine, disabled, statement):
    engine.execute(f"SET disabled_optimizers = '{','.join(sorted(disabled))}'")
    return sorted(map(str, engine.sql(statement).fetchall()))


def compare(billow, lake, seconds, seed):
    if (theirs := asked(billow, lake, "SELECT version() AS v")[0]["v"]) != (ours := f"v{duckdb.__version__}"):
        sys.exit(f"Billow uses DuckDB {theirs} and Python {ours}: nothing was compared")
    engine = duckdb.connect()
    views = asked(billow, lake, "SELECT sql FROM duckdb_views() WHERE view_name IN ('daily', 'focus') AND NOT internal")
    for view in views:
        engine.execute(view["sql"])
    known = {name for name, in engine.sql("SELECT name FROM duckdb_optimizers()").fetchall()}
    left_out = set(asked(billow, lake, "SELECT current_setting('disabled_optimizers') AS o")[0]["o"].split(",")) & known
    column = {name: [row[name] for row in asked(billow, lake, f"SELECT DISTINCT {name} FROM daily ORDER BY 1")]
              for name in ("x_billing_period", "x_source")}
    questions = Questions(random.Random(seed), column["x_billing_period"], column["x_source"])
    began, count, wrong = time.monotonic(), 0, 0
    while time.monotonic() - began < seconds:
        statement = questions.next()
        plain = answers(engine, known - NEEDED, statement)
        count += 1
        if answers(engine, left_out, statement) == plain:
            continue
        wrong += 1
        guilty = [name for name in sorted(known - left_out)
                  if answers(engine, left_out | {name}, statement) == plain]
        print(f"seed {seed}: {statement}\n   is right without any of: {', '.join(guilty) or 'no single optimiser'}")
    print(f"seed {seed}: {count} questions, {wrong} answered otherwise by the optimisers")
    return count > 0 and wrong == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("billow")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="billow-optimisers-") as work:
        exports, lake = str(pathlib.Path(work) / "exports"), str(pathlib.Path(work) / "lake")
        subprocess.run([options.billow, "sample", exports, "--months", "3", "--rows", "50"], check=True,
                       capture_output=True)
        subprocess.run([options.billow, "ingest", exports, "--lake", lake], check=True, capture_output=True)
        holds = compare(options.billow, lake, options.seconds, options.seed)
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
