"""Writes one random table in many ways: `random_parquet.py FOLDER SEED`.

FOLDER/*.parquet are the files, one for each way of writing; FOLDER/expected.json holds for each column its lake type and
its cells as texts or null: decimals as units of 10^-18, timestamps as microseconds, dates as days, maps as pairs of texts
with their lengths in bytes.
"""

import datetime
import decimal
import json
import random
import sys

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

folder, seed = sys.argv[1], int(sys.argv[2])
dice = random.Random(seed)
# Row groups of DuckDB have at least 2048 rows.
ROWS = dice.choice([0, 1, 7, 2500, 2500, 2500])
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
decimal.getcontext().prec = 60


def text():
    alphabet = dice.choice(["ab", "abcdefgh ", "äß€😀x", "0123456789"])
    return "".join(dice.choices(alphabet, k=dice.choice([0, 1, 3, 8, 20, 80])))


def number(bits):
    return dice.choice([0, 1, -1, dice.getrandbits(bits - 1) - (1 << (bits - 2)), (1 << (bits - 1)) - 1, -(1 << (bits - 1))])


def tagged():
    return {text(): dice.choice([None, text()]) for _ in range(dice.choice([0, 1, 1, 2, 5]))}


def units(digits):
    return dice.choice([-1, 1]) * dice.randrange(10 ** dice.randint(0, digits))


def cells(make, distinct, nulls, runs):
    """Of few values or of many, in runs or not."""
    pool = [make() for _ in range(distinct)] if distinct else None
    found = []
    while len(found) < ROWS:
        cell = None if dice.random() < nulls else dice.choice(pool) if pool else make()
        found += [cell] * (dice.randint(1, 60) if runs else 1)
    return found[:ROWS]


def decimals(scale):
    return lambda cell: decimal.Decimal(cell).scaleb(-scale)


def day(cell):
    return EPOCH.date() + datetime.timedelta(days=cell)


# Lake type, Arrow type, how to make a cell, what Arrow takes for it, how the lake spells it.
KINDS = {
    "text": ("text", pa.string(), text, None, str),
    "money": ("decimal", pa.decimal128(38, 18), lambda: units(38), decimals(18), str),
    "cents": ("decimal", pa.decimal128(9, 2), lambda: units(9), decimals(2), lambda cell: str(cell * 10**16)),
    "mills": ("decimal", pa.decimal128(17, 3), lambda: units(17), decimals(3), lambda cell: str(cell * 10**15)),
    "fine": ("decimal", pa.decimal128(38, 20), lambda: units(34) * 100, decimals(20), lambda cell: str(cell // 100)),
    "count": ("integer", pa.int64(), lambda: number(64), None, str),
    "small": ("integer", pa.int32(), lambda: number(32), None, str),
    "rising": ("integer", pa.int64(), lambda: 10**9 + dice.randrange(1000), None, str),
    "instant": ("timestamp", pa.timestamp("us", "UTC"), lambda: dice.randrange(10**15), None, str),
    "local": ("timestamp", pa.timestamp("us"), lambda: dice.randrange(10**15), None, str),
    "millis": ("timestamp", pa.timestamp("ms", "UTC"), lambda: dice.randrange(10**12), None, lambda cell: str(cell * 1000)),
    "day": ("date", pa.date32(), lambda: dice.randrange(-1000, 30000), day, str),
    "flag": ("boolean", pa.bool_(), lambda: dice.random() < 0.5, None, lambda cell: str(cell).lower()),
    "tags": ("map", pa.map_(pa.string(), pa.string()), tagged, lambda cell: list(cell.items()), None),
}


def measured(text):
    return "-" if text is None else f"{len(text.encode())}:{text}"


def pairs(cell):
    return "".join(measured(key) + measured(value) for key, value in cell.items())


def table():
    columns, fields, expected = [], [], {}
    for kind, (type, arrow, make, taken, spelled) in KINDS.items():
        for shape in dice.sample(("few", "many", "full"), 2):
            name = f"{kind}_{shape}"
            distinct = {"few": dice.choice([1, 2, 9, 300]), "many": 0, "full": dice.choice([0, 40])}[shape]
            nulls = 0 if shape == "full" else dice.choice([0, 0.02, 0.5, 0.98, 1])
            found = cells(make, distinct, nulls, dice.random() < 0.5)
            columns.append(pa.array([taken(cell) if taken and cell is not None else cell for cell in found], arrow))
            fields.append(pa.field(name, arrow, nullable=shape != "full"))
            spell = spelled or pairs
            expected[name] = {"type": type, "cells": [None if cell is None else spell(cell) for cell in found]}
    return pa.table(columns, schema=pa.schema(fields)), expected


def write_with_pyarrow(table):
    ways = {
        "plain": dict(use_dictionary=False, compression="none"),
        "coded": dict(use_dictionary=True, compression="zstd"),
        "pages": dict(data_page_size=dice.choice([64, 500, 3000]), write_batch_size=dice.choice([7, 64])),
        # The dictionary is full soon: pages with codes, then pages without.
        "mixed": dict(dictionary_pagesize_limit=dice.choice([100, 900]), data_page_size=400, write_batch_size=16),
        "groups": dict(row_group_size=dice.choice([100, 777])),
        "integers": dict(store_decimal_as_integer=True, compression="none"),
    }
    for name, way in ways.items():
        for version in ("1.0", "2.0"):
            way = {"compression": "zstd", **way}
            pq.write_table(table, f"{folder}/pyarrow-{name}-{version}.parquet", data_page_version=version, **way)
    deltas = {}
    for field in table.schema:
        if pa.types.is_string(field.type):
            deltas[field.name] = "DELTA_LENGTH_BYTE_ARRAY"
        elif pa.types.is_integer(field.type) or pa.types.is_temporal(field.type):
            deltas[field.name] = "DELTA_BINARY_PACKED"
    pq.write_table(
        table, f"{folder}/pyarrow-deltas.parquet", use_dictionary=False, column_encoding=deltas, data_page_size=2000,
        compression="zstd")


def write_with_duckdb(table):
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.register("source", table)
    for version in ("V1", "V2"):
        for name, options in {
            "": "",
            "-groups": ", ROW_GROUP_SIZE 2048",
            "-plain": ", DICTIONARY_SIZE_LIMIT 1",
            "-raw": ", COMPRESSION uncompressed",
        }.items():
            codec = "" if "COMPRESSION" in options else ", COMPRESSION zstd"
            connection.execute(
                f"COPY source TO '{folder}/duckdb-{version}{name}.parquet' "
                f"(FORMAT parquet, PARQUET_VERSION {version}{codec}{options})")


source, expected = table()
write_with_pyarrow(source)
write_with_duckdb(source)
with open(f"{folder}/expected.json", "w") as file:
    json.dump(expected, file, ensure_ascii=False)
