"""What other people's readers see in a Delta table: delta-rs and polars, neither of which shares code with Billow.

    delta_witness.py TABLE_DIR [--version N] [--by COLUMN[,COLUMN...]] [--transaction APP_ID]...

Prints one JSON object: {"deltalake": SEEN, "polars": SEEN}, where SEEN is
    version   the version that was read
    rows      how many
    columns   [{"name", "type"}] in order; the type as that reader spells it
    files     how many live data files
    sums      {decimal column: exact sum as text, or null where no row has a value}
    groups    with --by: [{"key": {column: text or null}, "rows", "sums"}], ordered by key
and, for deltalake only,
    transactions  {appId: version} for the applications named by --transaction

TABLE_DIR itself must not hold spaces or the like: polars 2.1.0 takes the folder's URL for its path.
"""
import argparse
import json
from decimal import Decimal, getcontext

import deltalake
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

getcontext().prec = 76


def text(value):
    return None if value is None else format(Decimal(value), "f")


def key_text(value):
    return None if value is None else str(value)


def by_key(group):
    return [(value is not None, value or "") for value in group["key"].values()]


class Totals:
    """Rows and exact sums, a batch at a time."""

    def __init__(self, decimals):
        self.rows = 0
        self.sums = dict.fromkeys(decimals)

    def add(self, rows, sums):
        self.rows += rows
        for name, value in sums.items():
            if value is not None:
                self.sums[name] = value + (self.sums[name] or 0)

    def seen(self):
        return {"rows": self.rows, "sums": {name: text(value) for name, value in self.sums.items()}}


def widened(batch, decimals):
    """Decimals with room for every partial sum."""
    return {name: batch.column(name).cast(pa.decimal256(76, batch.column(name).type.scale)) for name in decimals}


def seen_by_deltalake(args):
    table = deltalake.DeltaTable(args.table, version=args.version)
    reader = pa.RecordBatchReader.from_stream(deltalake.QueryBuilder().register("t", table).execute("select * from t"))
    decimals = [field.name for field in reader.schema if pa.types.is_decimal(field.type)]
    total, groups = Totals(decimals), {}
    for batch in reader:
        wide = widened(batch, decimals)
        total.add(batch.num_rows, {name: pc.sum(column).as_py() for name, column in wide.items()})
        if args.by and batch.num_rows:
            keys = {f"key {name}": pa.array(map(key_text, batch.column(name).to_pylist()), pa.string()) for name in args.by}
            parts = pa.table(keys | wide).group_by(list(keys)).aggregate([([], "count_all")] + [(d, "sum") for d in decimals])
            for part in parts.to_pylist():
                group = groups.setdefault(tuple(part[key] for key in keys), Totals(decimals))
                group.add(part["count_all"], {name: part[f"{name}_sum"] for name in decimals})
    seen = total.seen() | {
        "version": table.version(),
        "columns": [{"name": field.name, "type": type_text(field.type)} for field in table.schema().fields],
        "files": len(table.file_uris()),
    }
    if args.by:
        seen["groups"] = sorted(
            ({"key": dict(zip(args.by, key))} | group.seen() for key, group in groups.items()), key=by_key)
    if args.transaction:
        seen["transactions"] = {app: table.transaction_version(app) for app in args.transaction}
    return seen


def type_text(delta_type):
    """`long`, `decimal(38,18)`, or JSON for a type that has parts."""
    parsed = json.loads(delta_type.to_json())
    return parsed if isinstance(parsed, str) else json.dumps(parsed, sort_keys=True)


def seen_by_polars(args):
    table = deltalake.DeltaTable(args.table, version=args.version)
    rows = pl.scan_delta(args.table, version=args.version)
    schema = rows.collect_schema()
    decimals = [name for name, kind in schema.items() if kind == pl.Decimal]
    wanted = [pl.len().alias("#rows")] + [pl.col(c).sum() for c in decimals]
    wanted += [pl.col(c).count().alias("#" + c) for c in decimals]

    def totals(row):
        return {c: text(row[c]) if row["#" + c] else None for c in decimals}

    total = rows.select(wanted).collect().row(0, named=True)
    seen = {
        "version": table.version(),
        "rows": total["#rows"],
        "columns": [{"name": name, "type": str(kind)} for name, kind in schema.items()],
        "files": len(table.file_uris()),
        "sums": totals(total),
    }
    # Every column is read, not only the sums.
    assert rows.collect().height == total["#rows"]
    if args.by:
        groups = rows.group_by(args.by).agg(wanted).collect().rows(named=True)
        seen["groups"] = sorted(
            ({"key": {c: key_text(g[c]) for c in args.by}, "rows": g["#rows"], "sums": totals(g)} for g in groups),
            key=by_key,
        )
    return seen


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("table")
    parser.add_argument("--version", type=int)
    parser.add_argument("--by", type=lambda names: names.split(","), default=[])
    parser.add_argument("--transaction", action="append", default=[])
    args = parser.parse_args()
    print(json.dumps({"deltalake": seen_by_deltalake(args), "polars": seen_by_polars(args)}, sort_keys=True))


main()
