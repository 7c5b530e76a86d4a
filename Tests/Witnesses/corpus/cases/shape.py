"""Text that is no strict CSV, and where it is not."""
from deliveries import AzureActual, Cur
from model import Expected, case
from text import csv


def broken(name, reason, change, line=None):
    """Three rows in lines 2 to 4, changed as bytes; `line` is where the refusal must point at."""

    def build(folder):
        delivery = AzureActual(costs=("1", "2", "4"))
        delivery.parts[0].data = change(delivery.parts[0].data)
        delivery.parts[0].rows = None
        place = "part_0_0001.csv" + (f":{line}" if line else "")
        return Expected([delivery.write(folder).rejected(reason, place)])

    case("csv-shape", "P15", "P29", "P11", name=name)(build)


def at_line(number, change):
    def changed(data):
        lines = data.split(b"\n")
        lines[number - 1] = change(lines[number - 1])
        return b"\n".join(lines)
    return changed


broken("a-cell-too-few", "12 cells", at_line(3, lambda line: line[:-1]), 3)
broken("a-cell-too-many", "14 cells", at_line(3, lambda line: line + b",x"), 3)
broken("a-line-of-one-cell", "1 cell", at_line(3, lambda line: b"total"), 3)
broken("a-blank-line-inside", "", at_line(3, lambda line: b""), 3)
broken("a-quote-that-never-ends", "quote", at_line(3, lambda line: line[:-1] + b',"open'), 3)
broken("a-quote-in-a-bare-cell", "quote", at_line(3, lambda line: line.replace(b"Usage", b'Us"age')), 3)
broken("text-behind-a-quote", "quote", at_line(4, lambda line: line.replace(b"Usage", b'"Usage"x')), 4)
broken("a-lone-carriage-return", "carriage return", at_line(3, lambda line: line.replace(b"Usage", b"Us\rage")), 3)
broken("carriage-returns-alone", "", lambda data: data.replace(b"\n", b"\r"), 1)
broken("semicolons", "", lambda data: data.replace(b",", b";"))
broken("tabs", "", lambda data: data.replace(b",", b"\t"))
broken("no-header", "", lambda data: data.split(b"\n", 1)[1])
broken("empty", "empty", lambda data: b"")
broken("a-byte-order-mark-alone", "", lambda data: b"\xef\xbb\xbf")
broken("cut-in-the-last-row", "cells", lambda data: data[:-40], 4)
broken("two-files-glued", "", lambda data: data + data, 5)
broken("a-footer-with-a-sum", "cells", lambda data: data + b"Total,,,7\n", 5)


@case("csv-shape", "P15", "P29", "P11")
def short_row_far_below(folder):
    """The scanner has handed over many blocks before it meets the trouble."""
    delivery = Cur(costs=None, ending=".csv")
    rows = [delivery.row("0.01") for _ in range(9000)]
    delivery.add_bytes(csv(delivery.header, rows) + b"short,row\n")
    return Expected([delivery.write(folder).rejected("2 cells", "daily-1.csv:9002")])


@case("csv-shape", "P15", "P29", "P11")
def second_part_broken(folder):
    delivery = AzureActual(costs=("1", "2"))
    delivery.add_bytes(csv(delivery.header, [delivery.row("4")]) + b"x\n")
    return Expected([delivery.write(folder).rejected("1 cell", "part_1_0001.csv:3")])
