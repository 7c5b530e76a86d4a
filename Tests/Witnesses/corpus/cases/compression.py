"""Gzip that lies, ends early, goes on too long; files whose names say something else."""
import gzip
import io

from deliveries import AzureActual
from model import Expected, case
from text import csv, member, zipped

COSTS = [f"{number}.25" for number in range(200)]


def broken(name, data, reason="gzip", line=None):
    """A delivery whose only part is what `data` makes of its text; the manifest knows that size."""

    def build(folder):
        delivery = AzureActual(costs=COSTS, ending=".csv.gz")
        text = csv(delivery.header, [delivery.row(cost) for cost in COSTS])
        delivery.parts[0].data = data(text)
        return Expected([delivery.write(folder).rejected(
            reason, "part_0_0001.csv.gz" + (f":{line}" if line else ""))])

    case("compression", "P15", "P11", name=name)(build)


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 4]) + data[at + 1:]


broken("crc-wrong", lambda text: member(text, crc=0x12345678))
broken("crc-of-zero", lambda text: member(text, crc=0))
broken("length-too-small", lambda text: member(text, length=len(text) - 1))
broken("length-too-large", lambda text: member(text, length=len(text) + 1))
broken("without-trailer", lambda text: member(text)[:-8])
broken("half-a-trailer", lambda text: member(text)[:-4])
broken("cut-in-half", lambda text: zipped(text)[:len(zipped(text)) // 2])
broken("cut-in-the-header", lambda text: zipped(text)[:6])
broken("one-bit-flipped", lambda text: flipped(zipped(text), len(zipped(text)) // 2))
broken("garbage-behind", lambda text: zipped(text) + b"garbage")
broken("zeros-behind", lambda text: zipped(text) + bytes(512))
broken("second-member-cut", lambda text: zipped(text) + zipped(text.split(b"\n", 1)[1])[:-5])
broken("second-member-crc-wrong", lambda text: zipped(text) + member(text.split(b"\n", 1)[1], crc=1))
broken("reserved-flags", lambda text: zipped(text)[:3] + b"\xe0" + zipped(text)[4:])
broken("unknown-method", lambda text: zipped(text)[:2] + b"\x07" + zipped(text)[3:])
broken("gzip-in-gzip", lambda text: zipped(zipped(text)), reason="", line=1)


def bomb(name, reason, text, megabytes):
    """Starts as a good row; `text` makes what follows, a megabyte at a time."""

    def build(folder):
        delivery = AzureActual(costs=None, ending=".csv.gz")
        sink = io.BytesIO()
        with gzip.GzipFile(fileobj=sink, mode="wb", mtime=0) as compressor:
            compressor.write(csv(delivery.header, [delivery.row("1")]))
            for _ in range(megabytes):
                compressor.write(text(delivery))
        delivery.add_bytes(sink.getvalue())
        return Expected([delivery.write(folder).rejected(reason, "")])

    case("compression", "P15", "P22", "P11", name=name)(build)


bomb("bomb-of-blanks", "", lambda delivery: b" " * (1 << 20), 256)
bomb("bomb-of-good-rows", "bomb", lambda delivery: csv(
    delivery.header, [delivery.row("1", ResourceId="a" * (1 << 20))]).split(b"\n", 1)[1], 80)


@case("compression", "P1", name="gzip-named-csv")
def gzip_named_csv(folder):
    delivery = AzureActual(costs=COSTS)
    delivery.parts[0].data = zipped(delivery.parts[0].data)
    return Expected([delivery.write(folder).lands()])


@case("compression", "P1", name="csv-named-gzip")
def csv_named_gzip(folder):
    delivery = AzureActual(costs=COSTS, ending=".csv.gz")
    delivery.parts[0].data = csv(delivery.header, [delivery.row(cost) for cost in COSTS])
    return Expected([delivery.write(folder).lands()])


@case("compression", "P15", "P11")
def zip_named_gzip(folder):
    delivery = AzureActual(costs=COSTS, ending=".csv.gz")
    delivery.parts[0].data = b"PK\x03\x04" + bytes(range(5, 200))
    return Expected([delivery.write(folder).rejected("", "")])


@case("compression", "P15", "P9")
def crc_wrong_without_manifest(folder):
    delivery = AzureActual(costs=COSTS, ending=".csv.gz")
    text = csv(delivery.header, [delivery.row(cost) for cost in COSTS])
    delivery.parts[0].data = member(text, crc=7)
    outcome = delivery.write(folder, with_manifest=False).rejected("gzip", "part_0_0001.csv.gz")
    return Expected([outcome.untold()])
