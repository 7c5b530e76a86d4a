"""What changed between two deliveries of a month, from their CSV files alone.

    diff_witness.py --before FILE... --after FILE... --by COLUMN --cost COLUMN --currency COLUMN

Prints a JSON list of {"value", "currency", "before", "after", "difference", "rows"}: sums with 18 decimals, rows as
[before, after], only what differs. Without --by one entry for each currency, all of them.
"""
import argparse
import csv
import json
from collections import defaultdict
from decimal import Decimal, getcontext

getcontext().prec = 76


def sums(paths, by, cost, currency):
    totals = defaultdict(lambda: [Decimal(0), 0])
    for path in paths:
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                total = totals[(row[by] if by else None, row[currency])]
                total[0] += Decimal(row[cost])
                total[1] += 1
    return totals


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--before", nargs="+", required=True)
    parser.add_argument("--after", nargs="+", required=True)
    parser.add_argument("--by")
    parser.add_argument("--cost", required=True)
    parser.add_argument("--currency", required=True)
    wanted = parser.parse_args()
    before, after = (sums(paths, wanted.by, wanted.cost, wanted.currency) for paths in (wanted.before, wanted.after))
    changes = []
    for key in before.keys() | after.keys():
        (old, old_rows), (new, new_rows) = before[key], after[key]
        if wanted.by and (old, old_rows) == (new, new_rows):
            continue
        changes.append({
            "value": key[0], "currency": key[1], "before": f"{old:.18f}", "after": f"{new:.18f}",
            "difference": f"{new - old:.18f}", "rows": [old_rows, new_rows],
        })
    print(json.dumps(changes))


main()
