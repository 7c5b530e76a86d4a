"""Parquet files that were made to hurt what reads them, or lie about themselves."""
import struct

import pyarrow

import parquet
from deliveries import AzureFocus
from model import Expected, case
from parquet import GROUPS, NAME, ROWS, SCHEMA

COSTS = ("1.5", "2.5", "4")


def good(costs=COSTS, **options):
    delivery = AzureFocus(costs=None, ending=".snappy.parquet")
    rows = [delivery.row(cost, ResourceId=f"r-{cost}") for cost in costs]
    delivery.add_bytes(parquet.file(parquet.table(delivery.header, rows), **options), len(rows))
    delivery.amounts += [(cost, delivery.currency) for cost in costs]
    return delivery


def broken(name, change, reason="Parquet", rows=None, line=None, **options):
    """The manifest declares no rows, unless a case says so: the file itself must be found out."""

    def build(folder):
        delivery = good(**options)
        part = delivery.parts[0]
        part.data, part.rows = change(part.data), rows
        return Expected([delivery.write(folder).rejected(reason, part.name + (f":{line}" if line else ""))])

    case("parquet", "P23", "P15", "P11", name=name)(build)


def footer(change):
    def changed(data):
        pages, fields = parquet.split(data)
        return parquet.joined(pages, change(fields) or fields)
    return changed


def every_group(change):
    def changed(fields):
        for group in fields[GROUPS][1][1]:
            change(group)
    return footer(changed)


def every_column(change):
    return every_group(lambda group: [change(chunk[3][1]) for chunk in group[1][1][1]])


def schema_of(fields):
    return fields[SCHEMA][1][1]


def with_length(length):
    return lambda data: data[:-8] + struct.pack("<I", length) + data[-4:]


broken("magic-alone", lambda data: b"PAR1")
broken("magic-twice", lambda data: b"PAR1PAR1")
broken("cut-in-half", lambda data: data[:len(data) // 2])
broken("last-byte-missing", lambda data: data[:-1])
broken("first-page-missing", lambda data: data[:4] + data[200:])
broken("footer-length-too-large", with_length(0x7FFFFFFF))
broken("footer-length-of-four-gigabytes", with_length(0xFFFFFFFF))
broken("footer-length-of-zero", with_length(0))
broken("footer-length-one-short", lambda data: with_length(struct.unpack("<I", data[-8:-4])[0] - 1)(data))
broken("footer-of-zeros", lambda data: parquet.joined(parquet.split(data)[0], bytes(300)))
broken("footer-that-never-ends", lambda data: parquet.joined(parquet.split(data)[0], b"\xff" * 4096))
broken("encrypted-footer", lambda data: data[:-4] + b"PARE")
broken("encrypted-all", lambda data: b"PARE" + data[4:-4] + b"PARE", reason="", line=1)
broken("schema-twenty-thousand-deep", lambda data: parquet.joined(b"PAR1", parquet.deep_schema(20_000)))
broken("schema-of-two-billion-children", footer(lambda f: schema_of(f)[0].update({5: (5, 2**31 - 1)})))
broken("schema-of-negative-children", footer(lambda f: schema_of(f)[0].update({5: (5, -1)})))
broken("schema-without-columns", footer(lambda f: f.update({SCHEMA: (9, (12, schema_of(f)[:1]))})))
broken("pages-of-noise", lambda data: data[:4] + bytes(
    (7 * at * at + 13) % 251 for at in range(len(parquet.split(data)[0]) - 4)) + data[len(parquet.split(data)[0]):])
broken("pages-of-zeros", lambda data: data[:4] + bytes(len(parquet.split(data)[0]) - 4)
       + data[len(parquet.split(data)[0]):])
broken("page-offsets-beyond-the-end", every_column(lambda column: column.update({9: (6, 2**40), 11: (6, 2**40)})))
broken("page-offsets-negative", every_column(lambda column: column.update({9: (6, -5), 11: (6, -5)})))
broken("chunk-of-two-to-the-forty-values", every_column(lambda column: column.update({5: (6, 2**40)})))
broken("unknown-codec", every_column(lambda column: column.update({4: (5, 77)})))
broken("wrong-codec", every_column(lambda column: column.update({4: (5, 6)})))
broken("unknown-type", footer(lambda f: [e.update({1: (5, 99)}) for e in schema_of(f)[1:]] and None))
broken("rows-more-than-there-are", footer(lambda f: f.update({ROWS: (6, 1000)})), reason="")
broken("rows-fewer-than-there-are", footer(lambda f: f.update({ROWS: (6, 1)})), reason="")
broken("rows-negative", footer(lambda f: f.update({ROWS: (6, -3)})), reason="")
broken("group-rows-more-than-there-are", every_group(lambda group: group.update({3: (6, 1000)})), reason="")
broken("group-rows-fewer-than-there-are", every_group(lambda group: group.update({3: (6, 1)})), reason="")
broken("two-columns-of-one-name", footer(
    lambda f: schema_of(f)[2].update({NAME: (8, schema_of(f)[1][NAME][1])})), reason="")
broken("no-billed-cost", footer(lambda f: schema_of(f)[1].update({NAME: (8, b"Cost")})), reason="BilledCost")
broken("csv-named-parquet", lambda data: b"BilledCost,BillingCurrency\n1,EUR\n", reason="")
broken("html-named-parquet", lambda data: b"<html><body>404 Not Found</body></html>\n", reason="")
broken("rows-declared-otherwise", lambda data: data, reason="3 rows where the manifest declares 4", rows=4)


def hostile_amount(name, cells, kind, reason="BilledCost"):
    def build(folder):
        delivery = good()
        rows = parquet.table(delivery.header, [delivery.row("1") for _ in cells])
        rows = rows.set_column(0, "BilledCost", pyarrow.array(cells, kind))
        delivery.parts[0].data = parquet.file(rows)
        delivery.parts[0].rows = len(cells)
        return Expected([delivery.write(folder).rejected(reason)])

    case("parquet", "P20", "P29", "P11", name=name)(build)


hostile_amount("cost-of-nan", [1.0, float("nan")], pyarrow.float64())
hostile_amount("cost-of-infinity", [1.0, float("inf")], pyarrow.float64())
hostile_amount("cost-as-words", ["1", "two"], pyarrow.string())
hostile_amount("cost-too-large", [1.0, 1e300], pyarrow.float64())


@case("parquet", "P23", "P22", "P11")
def a_million_rows_in_a_few_kilobytes(folder):
    """The manifest declares three: nobody may add up a million to find that out."""
    delivery = good()
    row = parquet.table(delivery.header, [delivery.row("1")])
    columns = [pyarrow.array([column[0].as_py()] * 1_000_000, column.type) for column in row.columns[:1]]
    data = {"BilledCost": columns[0], **{
        name: pyarrow.nulls(1_000_000, pyarrow.string()) for name in delivery.header[1:]}}
    delivery.parts[0].data = parquet.file(pyarrow.table(data), compression="zstd")
    assert len(delivery.parts[0].data) < 50_000
    return Expected([delivery.write(folder).rejected("1000000 rows where the manifest declares 3")])


@case("parquet", "P15", "P9")
def truncated_without_manifest(folder):
    delivery = good()
    delivery.parts[0].data = delivery.parts[0].data[:-30]
    delivery.write(folder, with_manifest=False)
    outcome = delivery.rejected("Parquet")
    outcome.untold()
    return Expected([outcome])


@case("parquet", "P1", "P15")
def parquet_named_csv(folder):
    """What a file is, its first bytes say."""
    delivery = good()
    delivery.parts[0].name = "part_0_0001.csv"
    return Expected([delivery.write(folder).lands()])


@case("parquet", "P28", "P1")
def texts_of_parquet(folder):
    texts = ["Zürich", "Zu\u0308rich", "a\nb", "\\N", "NULL", "'; DROP TABLE focus; --", "=1+1"]
    delivery = AzureFocus(costs=None, ending=".snappy.parquet")
    rows = [delivery.row("0.5", ResourceId=text) for text in texts]
    delivery.add_bytes(parquet.file(parquet.table(delivery.header, rows)), len(rows))
    delivery.amounts = [("0.5", "EUR")] * len(rows)
    return Expected([delivery.write(folder).lands(texts={"ResourceId": texts})])
