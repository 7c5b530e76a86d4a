"""One bad delivery beside good ones: the good ones land to the last digit, and the exit code says that one did not."""
from deliveries import AwsFocus, AzureActual, AzureFocus, Cur, Oci
from model import Expected, case
from text import member


def beside(name, spoil):
    """Good deliveries of four datasets; `spoil` writes a bad one and answers its outcome."""

    def build(folder):
        good = [AzureFocus(costs=("0.1", "0.2")), AwsFocus(costs=("3",)), Cur(costs=("4.5",)), Oci(costs=("-1",)),
                AzureActual("2025-09", 9, costs=("7", "0.007"))]
        return Expected([delivery.write(folder).lands() for delivery in good] + [spoil(folder)])

    case("isolation", "P10", "P11", "P9", name=name)(build)


def bad_cell(folder):
    return AzureActual(costs=("1", "oops")).write(folder).rejected("'oops'", "part_0_0001.csv:3")


def bad_gzip(folder):
    delivery = AzureActual(costs=("1",), ending=".csv.gz")
    delivery.parts[0].data = member(b"Date\n", crc=5)
    return delivery.write(folder).rejected("gzip")


def bad_manifest(folder):
    delivery = Cur("2025-09", 3, costs=("1",), report="other")
    delivery.manifest_bytes = b'{"reportKeys": ['
    delivery.write(folder)
    outcome = delivery.rejected("manifest", "Manifest.json")
    outcome.untold()
    return outcome


def missing_part(folder):
    delivery = AzureActual(run=7, costs=("1",)).write(folder)
    (folder.root / delivery.path()).unlink()
    outcome = delivery.rejected("is missing", "manifest.json")
    outcome.parts = []
    return outcome


def bad_oci(folder):
    """Among files that are committed together."""
    return Oci(costs=("x",), number=2).write(folder).rejected("'x'", ".csv.gz:2", period=None)


def bad_parquet(folder):
    delivery = AzureActual(costs=None, ending=".snappy.parquet")
    delivery.add_bytes(b"PAR1" + bytes(200) + b"PAR1", 3)
    return delivery.write(folder).rejected("Parquet", "part_0_0001.snappy.parquet")


def empty_file(folder):
    folder.write("stray/empty.csv", b"")
    from model import Outcome
    return Outcome("unknown", None, "rejected", parts=["stray/empty.csv"], reason="empty", place="empty.csv")


for name, spoil in {
    "bad-cell": bad_cell, "bad-gzip": bad_gzip, "missing-part": missing_part, "bad-file-that-accumulates": bad_oci,
    "bad-parquet": bad_parquet, "empty-file": empty_file,
}.items():
    beside(name, spoil)


@case("isolation", "P10", "P11", "P9")
def bad_manifest_of_another_report(folder):
    good = AzureFocus(costs=("0.1", "0.2")).write(folder)
    outcome = bad_manifest(folder)
    outcome.parts, parts = [], outcome.parts
    return Expected([good.lands(), outcome], told={path: "manifest" for path in parts})


@case("isolation", "P10", "P11")
def eleven_good_months_and_a_bad_one(folder):
    outcomes = []
    for number in range(1, 13):
        delivery = AzureActual(f"2024-{number:02}", number, costs=("1.5", "bad" if number == 7 else f"-0.{number}"))
        delivery.write(folder)
        outcomes.append(delivery.rejected("'bad'", "part_0_0001.csv:3") if number == 7 else delivery.lands())
    return Expected(outcomes)
