"""Parquet files: good ones by pyarrow, and hands on the footer of one."""
import io
import struct
from datetime import datetime, timezone
from decimal import Decimal

import pyarrow
import pyarrow.parquet

from model import EXACT, LAKE_SCALE

MONEY = {"BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "CostInBillingCurrency", "Quantity",
         "line_item_unblended_cost"}
MOMENTS = {"BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd",
           "bill_billing_period_start_date", "line_item_usage_start_date", "line_item_usage_end_date"}
DAYS = {"Date", "BillingPeriodStartDate"}
EXACT_MONEY = pyarrow.decimal128(38, 18)


def table(header, rows, money_type=EXACT_MONEY):
    """The cells of a CSV as typed columns."""
    columns = []
    for position, name in enumerate(header):
        cells = [row[position] or None for row in rows]
        columns.append(column(name, cells, money_type))
    return pyarrow.table(columns, names=header)


def column(name, cells, money_type):
    if name in MONEY:
        if pyarrow.types.is_floating(money_type):
            return pyarrow.array([cell and float(cell) for cell in cells], money_type)
        exact = [cell and Decimal(cell).quantize(LAKE_SCALE, context=EXACT) for cell in cells]
        return pyarrow.array(exact, EXACT_MONEY).cast(money_type)
    if name in MOMENTS:
        moments = [cell and datetime.fromisoformat(cell) for cell in cells]
        return pyarrow.array(moments, pyarrow.timestamp("ms", tz="UTC"))
    if name in DAYS:
        return pyarrow.array([cell and datetime.fromisoformat(cell).date() for cell in cells], pyarrow.date32())
    return pyarrow.array(cells, pyarrow.string())


def file(arrow, **options):
    sink = io.BytesIO()
    pyarrow.parquet.write_table(arrow, sink, **{"compression": "snappy", **options})
    return sink.getvalue()


# --- The footer, in Thrift's compact protocol, field by field


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def zigzag(self):
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def value(self, kind):
        if kind in (1, 2):
            return kind == 1
        if kind == 3:
            return self.byte()
        if kind in (4, 5, 6):
            return self.zigzag()
        if kind == 7:
            self.at += 8
            return self.data[self.at - 8:self.at]
        if kind == 8:
            length = self.varint()
            self.at += length
            return self.data[self.at - length:self.at]
        if kind == 9:
            head = self.byte()
            count = self.varint() if head >> 4 == 15 else head >> 4
            return head & 15, [self.value(head & 15) for _ in range(count)]
        return self.structure()

    def structure(self):
        fields, number = {}, 0
        while head := self.byte():
            number = number + (head >> 4) if head >> 4 else self.zigzag()
            fields[number] = (head & 15, self.value(head & 15))
        return fields


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out) + bytes([value])


def zigzag(value):
    return varint(value << 1 if value >= 0 else (-value << 1) - 1)


def encoded(kind, value):
    if kind in (1, 2):
        return b""
    if kind == 3:
        return bytes([value])
    if kind in (4, 5, 6):
        return zigzag(value)
    if kind == 7:
        return value
    if kind == 8:
        return varint(len(value)) + value
    if kind == 9:
        inner, values = value
        head = bytes([len(values) << 4 | inner]) if len(values) < 15 else bytes([240 | inner]) + varint(len(values))
        return head + b"".join(encoded(inner, one) for one in values)
    return structure(value)


def structure(fields):
    out, last = bytearray(), 0
    for number, (kind, value) in sorted(fields.items()):
        step = number - last
        out += bytes([step << 4 | kind]) if 0 < step < 16 else bytes([kind]) + zigzag(number)
        out += encoded(kind, value)
        last = number
    return bytes(out) + b"\0"


def split(data):
    """Pages, and the footer's fields."""
    length = struct.unpack("<I", data[-8:-4])[0]
    return data[:-8 - length], Reader(data[-8 - length:-8]).structure()


def joined(pages, footer, length=None, magic=b"PAR1"):
    footer = footer if isinstance(footer, bytes) else structure(footer)
    return pages + footer + struct.pack("<I", len(footer) if length is None else length) + magic


# Fields of FileMetaData, and of a SchemaElement.
SCHEMA, ROWS, GROUPS = 2, 3, 4
NAME, CHILDREN = 4, 5


def deep_schema(depth):
    """A root, and groups each in the one before it."""
    groups = [{3: (5, 1), NAME: (8, b"g"), CHILDREN: (5, 1)} for _ in range(depth)]
    leaf = {1: (5, 1), 3: (5, 1), NAME: (8, b"leaf")}
    return {1: (5, 1), SCHEMA: (9, (12, [{NAME: (8, b"root"), CHILDREN: (5, 1)}, *groups, leaf])),
            ROWS: (6, 0), GROUPS: (9, (12, []))}
