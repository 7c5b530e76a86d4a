#!/usr/bin/env python3
"""Random months of several clouds against a model, to the last digit.

    random_months.py BILLOW [--months N] [--lakes N] [--seed N] [--workers N]

Each lake has a seed of its own, made from --seed (printed; default: fresh) and its number. In a lake, turn after
turn, deliveries are dropped into a folder, one `billow ingest` lands them, perhaps killed at a random operation and
run again, and the lake is compared with the model: rows and billed cost of each source, export, month and currency
in raw, focus and daily. Deliveries are new months, regenerations (with more, fewer or no rows), older runs that
arrive late, copies in other folders, files that add up, columns that come, go and change places, odd spellings of
numbers, corrections.
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
from decimal import Decimal

from billow import Fault, Program
from exports import AWSReport, AzureActual, Cost, OCIReport, added, exact, write_all
from lake import Lake, Wrong
from scene import in_parallel, scratch

TURN = 50  # months in one ingest, about
LAKE = 250  # months in one lake
# Of one account there is one export: two would tell the same charges, and one of them would not be counted.
ACCOUNTS = {AzureActual: ("8611537", "9922001"), AWSReport: ("123456789012", "210987654321"),
            OCIReport: ("ocid1.tenancy.a", "ocid1.tenancy.b")}
CURRENCIES = {AzureActual: ("EUR", "USD", "GBP"), AWSReport: ("USD", "CNY"), OCIReport: ("USD", "JPY", "BRL")}
COLUMNS = ("costOwner", "Ü new, Column", "x_Team", "note\nof two lines", "größe", "CostOwner2")


class Generator:
    """Deliveries, and what the lake must hold when they are landed."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.live = {}  # replaced months: key → the delivery that counts
        self.landed = {}  # OCI files: key → [delivery]
        self.orders = collections.Counter()
        self.made = collections.Counter()

    def model(self):
        model = {key: delivery.sums for key, delivery in self.live.items()}
        for key, files in self.landed.items():
            model[key] = added(*(delivery.sums for delivery in files))
        return {key: sums for key, sums in model.items() if sums}

    # --- Rows

    def amount(self):
        dice = self.dice
        digits = dice.choice((0, 2, 2, 6, 10, 18, 18))
        whole = dice.choice((0, dice.randrange(10), dice.randrange(10 ** 4), dice.randrange(10 ** 9)))
        text = str(whole) + (f".{dice.randrange(10 ** digits):0{digits}}" if digits else "")
        if dice.random() < 0.1:
            text = f"{dice.randrange(1, 99)}E-{dice.randrange(1, 17)}"
        elif dice.random() < 0.05:
            # Up to 22 decimals: the lake rounds half to even.
            text += f"{'' if '.' in text else '.'}{dice.randrange(10 ** 4):04}"
        return ("-" if dice.random() < 0.2 else "") + text

    def part(self, kind, row_count):
        resources = [f"r{number}" for number in range(3)] + ["ä, \"quoted\"", "line\nbreak"]
        return [Cost(self.amount(), self.dice.choice(CURRENCIES[kind]), self.dice.randrange(1, 28),
                     self.dice.choice(resources)) for _ in range(row_count)]

    def delivery(self, kind, account, month, order):
        dice = self.dice
        is_empty = kind is not OCIReport and dice.random() < 0.04
        parts = 1 if kind is OCIReport else dice.choice((1, 1, 2, 3))
        delivery = kind("focus" if kind is OCIReport else f"daily {account[-1]}", account, month, order)
        delivery.parts = [self.part(kind, 0 if is_empty else dice.randrange(1, 9)) for _ in range(parts)]
        delivery.extra = {name: dice.choice(("", "x", "1.5", "2025-01-01")) for name in COLUMNS if dice.random() < 0.15}
        delivery.is_gzip = delivery.is_gzip or dice.random() < 0.3
        delivery.is_reversed = dice.random() < 0.3
        if kind is AzureActual and dice.random() < 0.2:
            delivery.without = ("Tags", "PricingModel") if dice.random() < 0.5 else ("Quantity",)
        return delivery

    # --- Turns

    def month(self):
        return f"{self.dice.randrange(2021, 2027)}-{self.dice.randrange(1, 13):02}"

    def turn(self, count):
        """About `count` deliveries for one ingest, each counted in the model where it must land."""
        deliveries = []
        while len(deliveries) < count:
            kind = self.dice.choice((AzureActual, AzureActual, AWSReport, AWSReport, OCIReport))
            deliveries += self.files(kind) if kind is OCIReport else self.runs(kind)
        return deliveries

    def files(self, kind):
        """OCI: a few files of a month, each landed once."""
        account, month = self.dice.choice(ACCOUNTS[kind]), self.month()
        found = []
        for _ in range(self.dice.randrange(1, 4)):
            self.orders[kind] += 1
            found.append(self.delivery(kind, account, month, self.orders[kind]))
        self.landed.setdefault(found[0].key, []).extend(found)
        self.made["files that add up"] += len(found)
        return found

    def runs(self, kind):
        """One month that is replaced as a whole: a new one, or a run of one that the lake holds."""
        dice = self.dice
        known = [key for key in self.live if key[0] == kind.source]
        choice = dice.random()
        if known and choice < 0.35:
            name, account, month = self.parts_of(dice.choice(known))
            fresh = [self.later(kind, name, account, month) for _ in range(dice.choice((1, 1, 2)))]
            self.made["regenerations"] += len(fresh)
        elif known and choice < 0.45:
            name, account, month = self.parts_of(dice.choice(known))
            live = self.live[(kind.source, f"{name}@{account}", month)]
            if live.order <= 2:
                return []
            late = self.delivery(kind, account, month, dice.randrange(1, live.order))
            late.name = name
            self.made["older runs that arrive late"] += 1
            return [late]
        elif known and choice < 0.52:
            self.made["deliveries that lie there again"] += 1
            return [self.live[dice.choice(known)]]
        else:
            account, month = dice.choice(ACCOUNTS[kind]), self.month()
            first = self.delivery(kind, account, month, 0)
            fresh = [self.later(kind, first.name, account, month)]
            self.made["new months"] += 1
        for delivery in fresh:
            # Nothing takes the place of nothing: a first delivery without any row is told and leaves no month.
            self.live[delivery.key] = delivery
        return fresh

    def parts_of(self, key):
        name, account = key[1].split("@", 1)
        return name, account, key[2]

    def later(self, kind, name, account, month):
        """A run after all others of its month, with gaps for those that come late."""
        self.orders[(kind, name, account, month)] += self.dice.randrange(2, 6)
        delivery = self.delivery(kind, account, month, self.orders[(kind, name, account, month)])
        delivery.name = name
        return delivery


class Walk:
    """One lake from its first month to its last."""

    def __init__(self, program, folder, seed, months):
        self.program, self.folder, self.seed, self.months = program, folder, seed, months

    def __call__(self, number):
        seed = f"{self.seed}/{number}"
        program, dice = Program(self.program), random.Random(f"{seed}/crashes")
        generator, folder = Generator(seed), self.folder / f"walk-{number}"
        folder.mkdir()
        states, done = collections.Counter(), 0
        while done < self.months:
            turn = states["turns"] = states["turns"] + 1
            deliveries = generator.turn(min(TURN, self.months - done))
            done += len(deliveries)
            exports = folder / f"turn-{turn}"
            write_all(deliveries, exports)
            if dice.random() < 0.1:
                write_all(deliveries[:3], exports / "copy")
                states["copied folders"] += 1
            try:
                self.ingest(program, exports, folder / "lake", dice, states)
                lake = Lake(folder / "lake")
                lake.check(generator.model())
            except Exception as reason:
                raise Wrong(f"seed {seed}, turn {turn} ({folder}): {reason}") from reason
            shutil.rmtree(exports)
        lake.check_by_delta_rs(generator.model())
        states["months"] = done
        states["commits"] = sum(len(table.versions) for table in lake.tables)
        rows = sum(rows for sums in generator.model().values() for rows, _ in sums.values())
        states["rows at the end"] = rows
        shutil.rmtree(folder)
        return states + generator.made

    def ingest(self, program, exports, lake, dice, states):
        """Until it ends by itself."""
        while dice.random() < 0.3:
            fault = Fault(at=int(10 ** dice.uniform(0, 3.3)), act=dice.choice(("kill", "kill", "tear")),
                          kinds="CWNU", folders=(lake,))
            finished = program.ingest(exports, lake, fault)
            if finished.code != -9:
                break
            states["kills"] += 1
        finished = program.ingest(exports, lake, Fault(folders=(lake,)))
        if finished.code != 0:
            runs = finished.runs if finished.output else []
            refused = [run for run in runs if run["state"] in ("rejected", "held")]
            raise Wrong(f"the ingest: {refused or finished}")
        for run in finished.runs:
            states[run["state"]] += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("billow")
    parser.add_argument("--months", type=int, default=2000)
    parser.add_argument("--lakes", type=int)
    parser.add_argument("--seed", default=str(secrets.randbelow(10 ** 9)))
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    lakes = arguments.lakes or max(1, arguments.months // LAKE)
    print(f"seed {arguments.seed}", flush=True)
    start, total, wrong = time.monotonic(), collections.Counter(), []
    with scratch() as folder:
        walk = Walk(arguments.billow, pathlib.Path(folder), arguments.seed, -(-arguments.months // lakes))
        for number, result in in_parallel(walk, range(lakes), arguments.workers):
            if isinstance(result, BaseException):
                wrong.append(str(result))
                print(result, file=sys.stderr, flush=True)
            else:
                total += result
    print(json.dumps({"seed": arguments.seed, "lakes": lakes} | total | {
        "wrong": wrong, "seconds": round(time.monotonic() - start, 1)}))
    if wrong:
        sys.exit(f"{len(wrong)} wrong; repeat with --seed {arguments.seed}")


if __name__ == "__main__":
    main()
