#!/usr/bin/env python3
"""Random walks of schemas: columns come, go and change places from month to month; all months are read again exactly.

    schema_walks.py BILLOW [--walks N] [--months N] [--seed N] [--workers N]

In a walk every dataset delivers month after month, now and then an earlier one again, in one or two parts whose headers
need not agree. After each ingest all cells of all months so far are read from the raw tables: what was delivered is
there, and what was not is null. Sums of billed cost are those of the rows.
"""
import argparse
import collections
import json
import pathlib
import random
import secrets
import shutil
import sys
import time
from dataclasses import dataclass
from decimal import Decimal

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "corpus"))

from billow import Program  # noqa: E402
from deliveries import (  # noqa: E402
    AwsFocus, AzureActual, AzureFocus, Cur, Cur2, GcpBilling, Oci, OciCost, Plain)
from lake import Wrong  # noqa: E402
from scene import in_parallel, scratch  # noqa: E402

WALKED = 6


@dataclass
class Dataset:
    """How the columns of one may change, and where its raw table has them."""
    #: Columns of its own that may be missing.
    optional: list[str]
    #: How a new column is spelled.
    spelling: str = "{}"
    #: What the lake makes of that.
    lake_name: str | None = None
    cost: str = "BilledCost"
    #: Files add up; none comes again.
    accumulates: bool = False
    #: In how many parts a delivery may come.
    parts_max: int = 2

    def delivered(self, name):
        return self.spelling.format(name)

    def landed(self, name):
        return (self.lake_name or self.spelling).format(name.lower() if self.lake_name else name)


FOCUS = ["ListCost", "ContractedCost", "ChargeDescription", "ResourceId"]
DATASETS = {
    AzureActual: Dataset(["Tags", "ResourceId", "Quantity", "PricingModel", "ChargeType"],
                         cost="CostInBillingCurrency"),
    AzureFocus: Dataset([*FOCUS, "ServiceCategory"], "x_{}"),
    AwsFocus: Dataset([*FOCUS, "x_UsageType"], "x_{}"),
    Cur: Dataset(["lineItem/LineItemDescription", "lineItem/ProductCode", "lineItem/UsageEndDate"],
                 "resourceTags/user:{}", "resource_tags_user_{}", cost="line_item_unblended_cost"),
    Cur2: Dataset(["line_item_line_item_description", "line_item_product_code", "product", "resource_tags"],
                  "product_{}", "product_{}", cost="line_item_unblended_cost"),
    GcpBilling: Dataset(["usage.unit", "location.region", "project.id", "service.id"], "labels_{}", cost="cost"),
    Oci: Dataset([*FOCUS, "oci_CostOverage"], "oci_{}", accumulates=True, parts_max=1),
    OciCost: Dataset(["product/resourceId", "cost/productSku", "usage/billedQuantity"], "tags/{}",
                     cost="cost/myCost", accumulates=True, parts_max=1),
    Plain: Dataset([*FOCUS, "ServiceCategory"], "x_{}", parts_max=1),
}


class Folder:
    """What deliveries write themselves to."""

    def __init__(self, root):
        self.root = root

    def write(self, path, data):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


class Walk:
    def __init__(self, program, folder, seed):
        self.program, self.seed = program, seed
        self.exports, self.lake = folder / "exports", folder / "lake"
        self.dice = random.Random(seed)
        self.months = collections.defaultdict(dict)  # dataset → month → rows: lake column → text or None
        self.runs = collections.Counter()
        self.deliveries = 0

    def value(self):
        return self.dice.choice(["", "a", "ü, \"x\"\nz", "0", "null", "2025-01-01", f"v{self.dice.randrange(1000)}"])

    def deliver(self, kind, month):
        dataset = DATASETS[kind]
        self.runs[kind, month] += 1
        run = self.runs[kind, month]
        more = {"day": run + 1} if issubclass(kind, AzureActual) else {}
        if dataset.accumulates:
            more = {"number": len(self.months[kind]) * 10 + run}
        delivery = kind(month=month, run=run, costs=None, **more)
        rows = []
        for _ in range(self.dice.choice([1, 1, dataset.parts_max])):
            new = [f"Walk{number}" for number in range(WALKED) if self.dice.random() < 0.5]
            known = [name for name in kind.header if name not in dataset.optional or self.dice.random() < 0.6]
            header = known + [dataset.delivered(name) for name in new]
            self.dice.shuffle(header)
            written, amounts = [], []
            for _ in range(self.dice.randrange(1, 4)):
                cost = f"{self.dice.randrange(10 ** 6)}.{self.dice.randrange(10 ** 18):018}"
                cells = delivery.cells(cost, delivery.currency)
                row = {dataset.landed(f"Walk{number}"): None for number in range(WALKED)}
                for name in new:
                    value = self.value()
                    cells[dataset.delivered(name)] = value
                    row[dataset.landed(name)] = value or None
                written.append([cells[name] for name in header])
                amounts.append((cost, delivery.currency))
                rows.append((cost, tuple(sorted(row.items()))))
            delivery.add(written, amounts, header=header)
        if kind is GcpBilling:  # without manifest: a longer run's last parts would be taken for this one's
            shutil.rmtree(self.exports / delivery.folder, ignore_errors=True)
        delivery.write(Folder(self.exports))
        self.months[kind][month] = rows
        self.deliveries += 1

    def step(self, month):
        for kind in DATASETS:
            self.deliver(kind, month)
            earlier = list(self.months[kind])[:-1]
            if earlier and not DATASETS[kind].accumulates and self.dice.random() < 0.4:
                self.deliver(kind, self.dice.choice(earlier))
        finished = self.program.ingest(self.exports, self.lake)
        if finished.code:
            raise Wrong(f"seed {self.seed}, {month}: {finished}")
        for kind, months in self.months.items():
            self.check(kind, months)

    def check(self, kind, months):
        cost = DATASETS[kind].cost
        present = self.query(f'SELECT column_name FROM (DESCRIBE raw."{kind.source}")')
        present = {name for name, in present}
        wanted = sorted({name for rows in months.values() for _, cells in rows for name, _ in cells})
        columns = [f'"{name}"' if name in present else "NULL" for name in wanted]
        rows = self.query(f'SELECT x_billing_period, "{cost}"::VARCHAR, {", ".join(columns)} FROM raw."{kind.source}"')
        found = collections.defaultdict(list)
        for month, amount, *cells in rows:
            found[month].append((Decimal(amount), tuple(zip(wanted, cells))))
        expected = {month: [(Decimal(amount), cells) for amount, cells in rows] for month, rows in months.items()}
        for month in expected.keys() | found.keys():
            ours, theirs = (sorted(side.get(month, []), key=repr) for side in (expected, found))
            if ours != theirs:
                raise Wrong(f"seed {self.seed}: {kind.source} {month}: {theirs} where {ours} was delivered")

    def query(self, sql):
        finished = self.program.run(["query", sql, "--lake", self.lake, "--output", "json"])
        if finished.code:
            raise Wrong(f"seed {self.seed}: {sql}: {finished}")
        return json.loads(finished.output)["rows"]


def walk(item):
    billow, months, seed = item
    with scratch() as folder:
        walk = Walk(Program(billow), pathlib.Path(folder), seed)
        for number in range(months):
            walk.step(f"2025-{number + 3:02}")
        return walk.deliveries


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("billow")
    parser.add_argument("--walks", type=int, default=200)
    parser.add_argument("--months", type=int, default=6, choices=range(1, 10))
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10 ** 9))
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    start, deliveries, wrong = time.monotonic(), 0, []
    seeds = [arguments.seed * 1000 + number for number in range(arguments.walks)]
    items = [(arguments.billow, arguments.months, seed) for seed in seeds]
    for _, outcome in in_parallel(walk, items, arguments.workers):
        if isinstance(outcome, Exception):
            wrong.append(outcome)
        else:
            deliveries += outcome
    print(json.dumps({
        "schema walks": arguments.walks, "seed": arguments.seed, "deliveries": deliveries, "wrong": len(wrong),
        "seconds": round(time.monotonic() - start, 1)}))
    if wrong:
        sys.exit(f"{wrong[0]}")


if __name__ == "__main__":
    main()
