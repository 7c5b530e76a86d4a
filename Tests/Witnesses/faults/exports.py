"""Small cost exports in the clouds' layouts, and what they add up to.

A `Delivery` is one delivery of one export and month as a cloud would drop it: rows with a cost in a currency, in one or
several files, with a manifest where that cloud writes one. `Delivery.write` puts it into a folder; `Delivery.sums` is
what it adds up to, in `decimal` arithmetic over the very text of the cells.
"""
import csv
import gzip
import io
import json
import pathlib
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal, getcontext

getcontext().prec = 80
STEP = Decimal(1).scaleb(-18)


def exact(cell):
    """A cell's amount as the lake keeps it: 18 decimals, half to even; an empty cell adds nothing."""
    return Decimal(cell).quantize(STEP, rounding=ROUND_HALF_EVEN) if cell else Decimal(0)


def added(*many):
    """Sums of sums: {currency: (rows, billed)}."""
    total = {}
    for sums in many:
        for currency, (rows, billed) in sums.items():
            before = total.get(currency, (0, Decimal(0)))
            total[currency] = (before[0] + rows, before[1] + billed)
    return total


@dataclass(frozen=True)
class Cost:
    amount: str
    currency: str
    day: int = 5
    resource: str = "r1"


@dataclass
class Delivery:
    """`order` sorts the runs of a month; `month` is `2025-10`."""
    name: str
    account: str
    month: str
    order: int
    parts: list = field(default_factory=list)  # of lists of Cost
    extra: dict = field(default_factory=dict)  # further columns: header → value
    is_gzip: bool = False
    is_reversed: bool = False  # the columns, in every second part
    without: tuple = ()  # columns that this delivery lacks

    source = ""

    @property
    def key(self):
        return (self.source, f"{self.name}@{self.account}", self.month)

    @property
    def rows(self):
        return sum(len(part) for part in self.parts)

    @property
    def sums(self):
        return added(*({cost.currency: (1, exact(cost.amount))} for part in self.parts for cost in part))

    @property
    def digits(self):
        return self.month.replace("-", "")

    def text(self, number):
        """Part `number` (from 0) as bytes."""
        rows = [self.cells(cost, number, row) | self.extra for row, cost in enumerate(self.parts[number])]
        all_names = list(self.cells(Cost("0", "EUR"), 0, 0)) + list(self.extra)
        header = [name for name in all_names if name not in self.without]
        if self.is_reversed and number % 2:
            header.reverse()
        output = io.StringIO()
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([row[name] for name in header] for row in rows)
        content = output.getvalue().encode()
        return gzip.compress(content, mtime=0) if self.is_gzip else content

    def write(self, folder):
        raise NotImplementedError

    def cells(self, cost, number, row):
        raise NotImplementedError


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())


class AzureActual(Delivery):
    source = "azure-actual"

    @property
    def run(self):
        return f"aaaaaaaa-{int(self.account) % 10000:04}-4000-8000-{int(self.digits)}{self.order:06}"

    def cells(self, cost, number, row):
        return {
            "Date": f"{self.month}-{cost.day:02}", "BillingPeriodStartDate": f"{self.month}-01",
            "BillingAccountId": self.account, "SubscriptionId": f"{self.account:0>8}-1111-1111-1111-111111111111",
            "MeterCategory": "Virtual Machines", "MeterId": "m-1", "ChargeType": "Usage", "PricingModel": "OnDemand",
            "Quantity": "1", "CostInBillingCurrency": cost.amount, "BillingCurrencyCode": cost.currency,
            "ResourceId": f"/subscriptions/1/resourceGroups/g/providers/x/y/{cost.resource}", "Tags": '"k": "v"'}

    def write(self, folder):
        below = f"cost/{self.name}/{self.digits}01-{self.digits}28/2026{self.order:08}/{self.run}"
        suffix = ".csv.gz" if self.is_gzip else ".csv"
        blobs = []
        for number, part in enumerate(self.parts):
            name = f"{below}/part_{number}_0001{suffix}"
            put(folder / name, self.text(number))
            blobs.append({"blobName": f"root/{name}", "byteCount": (folder / name).stat().st_size,
                          "dataRowCount": len(part)})
        put(folder / below / "manifest.json", {
            "manifestVersion": "2024-04-01", "blobCount": len(blobs), "dataRowCount": self.rows,
            "byteCount": sum(blob["byteCount"] for blob in blobs), "blobs": blobs,
            "exportConfig": {
                "exportName": self.name, "type": "ActualCost", "dataVersion": "2024-08-01",
                "resourceId": f"/providers/Microsoft.Billing/billingAccounts/{self.account}/providers/x/exports/e"},
            "runInfo": {
                "runId": self.run, "startDate": f"{self.month}-01T00:00:00",
                "submittedTime": f"2026-01-01T{self.order // 3600 % 24:02}:{self.order // 60 % 60:02}:"
                                 f"{self.order % 60:02}.0000000Z"}})


class AWSReport(Delivery):
    """A Cost and Usage Report that keeps its assemblies; one above them points at the newest."""
    source = "aws-cur"

    def __post_init__(self):
        self.is_gzip = True

    @property
    def run(self):
        return f"20260101T{self.order:06}Z"

    def cells(self, cost, number, row):
        day = f"{self.month}-{cost.day:02}"
        return {
            "identity/LineItemId": f"{number}-{row}", "bill/PayerAccountId": self.account,
            "bill/BillingPeriodStartDate": f"{self.month}-01T00:00:00Z", "lineItem/UsageAccountId": self.account,
            "lineItem/LineItemType": "Usage", "lineItem/UsageStartDate": f"{day}T00:00:00Z",
            "lineItem/UsageEndDate": f"{day}T01:00:00Z", "lineItem/ProductCode": "AmazonEC2",
            "lineItem/UnblendedCost": cost.amount, "lineItem/CurrencyCode": cost.currency,
            "lineItem/ResourceId": cost.resource}

    def write(self, folder):
        month = f"cur/{self.name}/{self.digits}01-{self.digits}31"
        names = []
        for number in range(len(self.parts)):
            names.append(f"{month}/{self.run}/{self.name}-{number + 1}.csv.gz")
            put(folder / names[-1], self.text(number))
        manifest = {
            "assemblyId": self.run, "account": self.account, "reportName": self.name, "compression": "GZIP",
            "contentType": "text/csv", "billingPeriod": {"start": f"{self.digits}01T000000.000Z"},
            "reportKeys": [f"bucket-prefix/{name}" for name in names]}
        put(folder / month / self.run / f"{self.name}-Manifest.json", manifest)
        pointer = folder / month / f"{self.name}-Manifest.json"
        if not pointer.exists() or json.loads(pointer.read_bytes())["assemblyId"] < self.run:
            put(pointer, manifest)


class OCIReport(Delivery):
    """One file of rows that came up since the last one. Files add up: `order` is a part of the name, no more."""
    source = "oci-focus"

    @property
    def key(self):
        return (self.source, f"focus@{self.account}", self.month)

    @property
    def run(self):
        return f"{self.order:010}-{self.digits}.csv" + (".gz" if self.is_gzip else "")

    def cells(self, cost, number, row):
        day = f"{self.month}-{cost.day:02}"
        return {
            "BilledCost": cost.amount, "EffectiveCost": cost.amount, "BillingCurrency": cost.currency,
            "ChargePeriodStart": f"{day}T00:00Z", "ChargePeriodEnd": f"{day}T01:00Z",
            "BillingPeriodStart": f"{self.month}-01T00:00Z", "SubAccountId": self.account,
            "ServiceName": "Compute", "ResourceId": cost.resource, "oci_ReferenceNumber": f"{self.order}-{row}"}

    def write(self, folder):
        put(folder / "oci" / self.month[:4] / self.month[5:] / self.run, self.text(0))


def write_all(deliveries, folder):
    for delivery in deliveries:
        delivery.write(pathlib.Path(folder))


def totals(deliveries):
    """{(source, export, month): {currency: (rows, billed)}} of deliveries that all count."""
    sums = {}
    for delivery in deliveries:
        sums[delivery.key] = added(sums.get(delivery.key, {}), delivery.sums)
    return sums
