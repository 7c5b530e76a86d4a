"""Reads every FOLDER/*.parquet with pyarrow, DuckDB and Polars and compares it with FOLDER/*.json beside it: cells by
value, and each row group's statistics where the JSON has them. Prints what differs, a line each; nothing when all is equal.

Cells are null, a text, true or false, or for maps a list of [key, value or null]; numbers are texts: decimals as units
of 10^-18, timestamps as microseconds, dates as days since 1970."""

import decimal
import glob
import json
import sys

import duckdb
import polars
import pyarrow
import pyarrow.parquet

TYPES = {
    "text": pyarrow.string(),
    "decimal": pyarrow.decimal128(38, 18),
    "integer": pyarrow.int64(),
    "timestamp": pyarrow.timestamp("us", tz="UTC"),
    "date": pyarrow.date32(),
    "boolean": pyarrow.bool_(),
    "map": pyarrow.map_(pyarrow.string(), pyarrow.string()),
}
EXACT = decimal.Context(prec=60)


def by_pyarrow(path):
    table = pyarrow.parquet.ParquetFile(path).read()
    table.validate(full=True)
    return table


def by_duckdb(path):
    session = duckdb.connect()
    session.execute("SET TimeZone = 'UTC'")
    answer = session.sql("SELECT * FROM read_parquet(?)", params=[path])
    return answer.to_arrow_table()


def by_polars(path):
    return polars.read_parquet(path, use_pyarrow=False).to_arrow()


def pair(entry):
    return [entry["key"], entry["value"]] if isinstance(entry, dict) else list(entry)


def cells(column, kind):
    if kind in ("timestamp", "date", "integer"):
        whole = column.cast(pyarrow.int32()).cast(pyarrow.int64()) if kind == "date" else column.cast(pyarrow.int64())
        return [None if cell is None else str(cell) for cell in whole.to_pylist()]
    values = column.to_pylist()
    if kind == "decimal":
        return [None if cell is None else str(int(cell.scaleb(18, EXACT))) for cell in values]
    if kind == "map":
        return [None if cell is None else [pair(entry) for entry in cell] for cell in values]
    return values


def bound(raw, kind):
    if kind == "decimal":
        return str(int.from_bytes(raw, "big", signed=True))
    if kind == "text":
        return raw.decode() if isinstance(raw, bytes) else raw
    return raw if kind == "boolean" else str(raw)


def statistics(path, columns):
    metadata = pyarrow.parquet.ParquetFile(path).metadata
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        chunks = {group.column(i).path_in_schema: group.column(i) for i in range(group.num_columns)}
        found = []
        for column in columns:
            if column["type"] == "map":
                continue
            known = chunks[column["name"]].statistics
            has = known.has_min_max
            found.append({
                "nulls": known.null_count,
                "minimum": bound(known.min_raw, column["type"]) if has else None,
                "maximum": bound(known.max_raw, column["type"]) if has else None,
            })
        yield {"rows": group.num_rows, "columns": found}


def differences(path):
    expected = json.load(open(path.removesuffix(".parquet") + ".json"))
    columns = expected["columns"]
    for reader in (by_pyarrow, by_duckdb, by_polars):
        table = reader(path)
        if table.column_names != [column["name"] for column in columns]:
            yield f"{reader.__name__}: columns {table.column_names}"
            continue
        for column in columns:
            read = table.column(column["name"])
            if reader is by_pyarrow and read.type != TYPES[column["type"]]:
                yield f"{column['name']} is a {read.type}"
            read = cells(read, column["type"])
            if len(read) != len(column["cells"]):
                yield f"{reader.__name__}: {len(read)} cells of {column['name']}"
            for row, (one, other) in enumerate(zip(read, column["cells"])):
                if one != other:
                    yield f"{reader.__name__}: {column['name']}[{row}] is {one!r:.200} instead of {other!r:.200}"
                    break
    found = list(statistics(path, columns))
    if expected.get("rowGroups", found) != found:
        yield f"statistics {found!r:.2000} instead of {expected['rowGroups']!r:.2000}"


files = sorted(glob.glob(sys.argv[1] + "/*.parquet"))
assert files, "no files"
for file in files:
    for difference in differences(file):
        print(file, difference)
print(len(files), "files read")
