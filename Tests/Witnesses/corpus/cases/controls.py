"""Good deliveries of every dataset: rows and sums to the last digit. One wrong digit here fails everything."""
import pyarrow

import parquet
from deliveries import AwsFocus, AzureActual, AzureFocus, Cur, Cur2, GcpBilling, Oci, OciCost, Plain
from model import Expected, case
from text import csv, member, zipped

COSTS = ("0.1", "0.2", "12.345678901", "0.12345678901234567", "-3.000000000000000001", "1000000.00")


def control(name, *promises):
    return case("controls", "P1", *promises, name=name)


def lands(folder, delivery, with_manifest=True, **more):
    return Expected([delivery.write(folder, with_manifest).lands(**more)])


def parquet_delivery(kind, costs=COSTS, money_type=parquet.EXACT_MONEY, **options):
    delivery = kind(costs=None, ending=".snappy.parquet")
    rows = [delivery.row(cost) for cost in costs]
    delivery.add_bytes(parquet.file(parquet.table(delivery.header, rows, money_type), **options), len(rows))
    delivery.amounts += [(cost, delivery.currency) for cost in costs]
    return delivery


# --- Every dataset in every form

for kind, ending in [
    (AzureActual, ".csv"), (AzureActual, ".csv.gz"), (AzureFocus, ".csv"), (AzureFocus, ".csv.gz"),
    (AwsFocus, ".csv"), (AwsFocus, ".csv.gz"), (Cur, ".csv"), (Cur, ".csv.gz"), (Oci, ".csv"), (Oci, ".csv.gz"),
    (Cur2, ".csv"), (Cur2, ".csv.gz"), (OciCost, ".csv"), (OciCost, ".csv.gz"), (Plain, ".csv"), (Plain, ".csv.gz"),
    (GcpBilling, ".json"), (GcpBilling, ".json.gz"), (GcpBilling, ".ndjson"),
]:
    control(f"{kind.source}{ending.replace('.', '-')}")(
        lambda folder, kind=kind, ending=ending: lands(folder, kind(costs=COSTS, ending=ending)))

for kind in (AzureActual, AzureFocus, AwsFocus, Cur2, Plain):
    control(f"{kind.source}-parquet")(lambda folder, kind=kind: lands(folder, parquet_delivery(kind)))

for kind in (AzureActual, AzureFocus, AwsFocus, Cur):
    control(f"{kind.source}-without-manifest")(
        lambda folder, kind=kind: lands(folder, kind(costs=COSTS), with_manifest=False))


@control("aws-focus-parquet-doubles", "P20")
def _(folder):
    return lands(folder, parquet_delivery(AwsFocus, ("0.1", "0.2", "1e-7", "123456.789"), pyarrow.float64()))


@control("azure-focus-parquet-narrow-decimals", "P20")
def _(folder):
    return lands(folder, parquet_delivery(AzureFocus, ("0.10", "-7.25"), pyarrow.decimal128(12, 2)))


@control("azure-focus-parquet-zstd-row-groups")
def _(folder):
    costs = [f"{number}.01" for number in range(100)]
    return lands(folder, parquet_delivery(AzureFocus, costs, compression="zstd", row_group_size=7))


# --- Text

@control("byte-order-mark", "P28")
def _(folder):
    delivery = AzureActual(costs=None)
    delivery.add([delivery.row("1.5")], [("1.5", "EUR")], head=b"\xef\xbb\xbf")
    return lands(folder, delivery)


@control("byte-order-mark-inside", "P28")
def _(folder):
    delivery = AzureActual(costs=None)
    delivery.add([delivery.row("1.5", ResourceId="\ufeffr")], [("1.5", "EUR")])
    return lands(folder, delivery, texts={"ResourceId": ["\ufeffr"]})


@control("carriage-returns", "P28")
def _(folder):
    delivery = AzureActual(costs=None)
    delivery.add([delivery.row(cost) for cost in COSTS], [(cost, "EUR") for cost in COSTS], end="\r\n")
    return lands(folder, delivery)


@control("quoted-line-breaks", "P28")
def _(folder):
    texts = ["a\nb", "a\r\nb", 'say "so"', ",", '"', "\n", " padded ", "\ttab"]
    delivery = AzureActual(costs=None)
    rows = [delivery.row("0.5", ResourceId=text) for text in texts]
    delivery.add(rows, [("0.5", "EUR")] * len(rows))
    return lands(folder, delivery, texts={"ResourceId": texts})


@control("unicode-forms", "P28")
def _(folder):
    texts = ["Zürich", "Zu\u0308rich", "👩‍🚀", "日本語", "\u202eright", "\\N", "NULL", "null", "None", "nan", "0", "true"]
    delivery = AzureFocus(costs=None)
    rows = [delivery.row("0.25", ResourceId=text) for text in texts]
    delivery.add(rows, [("0.25", "EUR")] * len(rows))
    return lands(folder, delivery, texts={"ResourceId": texts})


@control("no-last-line-break")
def _(folder):
    delivery = AzureActual(costs=COSTS)
    delivery.parts[0].data = delivery.parts[0].data[:-1]
    return lands(folder, delivery)


@control("blank-lines-at-the-end")
def _(folder):
    delivery = AzureActual(costs=COSTS)
    delivery.parts[0].data += b"\n\r\n\n"
    return lands(folder, delivery)


# --- Amounts

for name, costs in {
    "exponents": ("1E3", "1e-3", "2.5E+2", "-1.5e-10", "0e5", "1E-18", "9.99e19"),
    "eighteen-decimals": ("0.000000000000000001", "0.999999999999999999", "-0.000000000000000001"),
    "rounded-half-to-even": (
        "0.0000000000000000005", "0.0000000000000000015", "0.0000000000000000025", "-0.00000000000000000051"),
    "twenty-digits": ("99999999999999999999", "-99999999999999999998.999999999999999999"),
    "negative-total": ("-10", "-0.01", "3.5"),
    "sum-of-zero": ("5", "-5", "0", "0.00", "-0"),
    "zeros-and-signs": ("+1.5", "007", "0000000000000000000000001.10", "-0.0"),
    "many-small-ones": ("0.1",) * 1000,
    "cancelling": ("1e19", "0.000000000000000001", "-1e19"),
}.items():
    control(name, "P20")(lambda folder, costs=costs: lands(folder, AzureActual(costs=costs)))


@control("identical-rows")
def _(folder):
    return lands(folder, AzureActual(costs=("1.1",) * 7))


@control("null-amounts", "P20")
def _(folder):
    return lands(folder, AzureActual(costs=("", "1", "", "2")))


@control("currencies-are-not-mixed")
def _(folder):
    delivery = AzureActual(costs=None)
    amounts = [("1", "EUR"), ("2", "USD"), ("4", "EUR"), ("-8", "CHF"), ("16", "")]
    delivery.add([delivery.row(cost, currency or None) if currency else
                  delivery.row(cost, BillingCurrencyCode="") for cost, currency in amounts], amounts)
    return lands(folder, delivery)


@control("nulls-everywhere", "P28")
def _(folder):
    delivery = AzureFocus(costs=None)
    kept = {"BilledCost", "BillingCurrency", "ChargePeriodStart"}
    rows = [[cell if name in kept else "" for name, cell in zip(delivery.header, delivery.row(cost))]
            for cost in COSTS]
    delivery.add(rows, [(cost, "EUR") for cost in COSTS])
    return lands(folder, delivery)


# --- Parts, months, columns

@control("three-parts")
def _(folder):
    delivery = AzureActual(costs=("1", "2"))
    delivery.add([delivery.row("4")], [("4", "EUR")])
    delivery.add([delivery.row("8")], [("8", "EUR")])
    return lands(folder, delivery)


@control("parts-with-other-columns", "P27")
def _(folder):
    delivery = AzureActual(costs=("1", "2"))
    header = list(reversed(delivery.header)) + ["NewColumn"]
    rows = [list(reversed(delivery.row("4"))) + ["new"]]
    delivery.add(rows, [("4", "EUR")], header=header)
    return lands(folder, delivery, texts={"NewColumn": [None, None, "new"]})


@control("a-part-without-rows")
def _(folder):
    delivery = AzureActual(costs=("1", "2"))
    delivery.add([], [])
    return lands(folder, delivery)


@control("a-month-without-rows")
def _(folder):
    delivery = AzureActual(costs=None)
    delivery.add([], [])
    return Expected([delivery.write(folder).becomes("landed", rows=0), ])


@control("days-in-american-order")
def _(folder):
    delivery = AzureActual(costs=None)
    delivery.add([delivery.row("1.5", Date="10/05/2025", BillingPeriodStartDate="10/1/2025")], [("1.5", "EUR")])
    return lands(folder, delivery, with_manifest=False)


@control("headers-of-another-language", "P26")
def _(folder):
    delivery = AzureActual(costs=COSTS)
    header = [f"Spalte Nr. {number} ({name})" for number, name in enumerate(delivery.header)]
    delivery.parts[0].data = csv(header, [delivery.row(cost) for cost in COSTS])
    return lands(folder, delivery)


@control("a-header-in-small-letters", "P26")
def _(folder):
    delivery = AzureFocus(costs=COSTS)
    delivery.parts[0].data = csv([name.lower() for name in delivery.header], [delivery.row(cost) for cost in COSTS])
    return lands(folder, delivery)


@control("five-hundred-columns", "P26")
def _(folder):
    delivery = Cur(costs=None)
    header = [*delivery.header, *(f"resourceTags/user:tag-{number}" for number in range(500))]
    rows = [delivery.row(cost) + [f"v{number}" for number in range(500)] for cost in COSTS]
    delivery.add(rows, [(cost, "USD") for cost in COSTS], header=header)
    return lands(folder, delivery)


@control("thousands-of-rows-over-days")
def _(folder):
    delivery = AzureActual(costs=None)
    rows, amounts = [], []
    for number in range(4000):
        cost = f"{folder.dice.randrange(-10**6, 10**9)}.{folder.dice.randrange(10**18):018}"
        rows.append(delivery.row(cost, Date=f"2025-10-{1 + number % 31:02}", ResourceId=f"r{number % 97}"))
        amounts.append((cost, "EUR"))
    delivery.add(rows, amounts)
    return lands(folder, delivery)


@control("three-months-of-one-export")
def _(folder):
    deliveries = [AzureActual(month, run, costs=(f"{run}.5", "-1")) for run, month in
                  enumerate(("2024-12", "2025-01", "2025-02"), start=1)]
    return Expected([delivery.write(folder).lands() for delivery in deliveries])


@control("a-report-that-crosses-months", "P8")
def _(folder):
    delivery = Oci(costs=None)
    january, february = Oci("2025-01", costs=None), Oci("2025-02", costs=None)
    rows = [january.row("1.5"), february.row("2.5"), january.row("0.25")]
    delivery.add(rows, [])
    delivery.write(folder)
    january.amounts, february.amounts = [("1.5", "USD"), ("0.25", "USD")], [("2.5", "USD")]
    january.parts = february.parts = delivery.parts
    return Expected([january.lands(), february.lands()])


@control("all-clouds-in-one-folder", "P9")
def _(folder):
    deliveries = [kind(costs=COSTS) for kind in (
        AzureActual, AzureFocus, AwsFocus, Cur, Cur2, GcpBilling, Oci, OciCost, Plain)]
    return Expected([delivery.write(folder).lands() for delivery in deliveries])


@control("gzip-of-several-members", "P15")
def _(folder):
    delivery = AzureActual(costs=COSTS, ending=".csv.gz")
    text = csv(delivery.header, [delivery.row(cost) for cost in COSTS])
    middle = len(text) // 2
    delivery.parts[0].data = zipped(text[:middle]) + member(b"") + zipped(text[middle:])
    return lands(folder, delivery)


@control("gzip-that-names-a-file", "P21")
def _(folder):
    delivery = AzureActual(costs=COSTS, ending=".csv.gz")
    text = csv(delivery.header, [delivery.row(cost) for cost in COSTS])
    delivery.parts[0].data = member(text, name=b"../../../outside/escaped.csv")
    return lands(folder, delivery)
