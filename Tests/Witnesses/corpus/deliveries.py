"""Deliveries of every dataset, as the clouds lay them out, with exact sums on the way."""
import json
from dataclasses import dataclass, field

from model import Outcome, add_up
from text import archived, csv, json_bytes, zipped


@dataclass
class Part:
    name: str
    data: bytes
    rows: int | None = None


class Delivery:
    """Parts and a manifest; `tamper` them before `write`."""

    source = None
    ending = ".csv"
    #: Where the manifest goes; None where this kind has none.
    manifest_place = None
    has_manifest = True

    def __init__(self, month="2025-10", run=1, costs=("1.25", "2"), currency="EUR", ending=None):
        self.month, self.run_number = month, run
        self.ending = ending or self.ending
        self.parts = []
        #: Pairs (amount, currency) of every row.
        self.amounts = []
        #: Changes the manifest before it is written.
        self.edit = lambda manifest: manifest
        #: Replaces the manifest's bytes.
        self.manifest_bytes = None
        self.currency = currency
        if costs:
            self.add([self.row(cost, currency) for cost in costs], [(cost, currency) for cost in costs])

    # What a subclass says: header, row(), part_name(), folder, manifest(), manifest_path.

    def row(self, cost, currency=None, **cells):
        values = self.cells(cost, currency or self.currency)
        values.update(cells)
        return [values[name] for name in self.header]

    def add(self, rows, amounts, header=None, end="\n", head=b""):
        """One more part of these rows."""
        data = head + csv(header or self.header, rows, end)
        if self.ending.endswith(".gz"):
            data = zipped(data)
        elif self.ending.endswith(".zip"):
            data = archived(data)
        self.parts.append(Part(self.part_name(len(self.parts)), data, len(rows)))
        self.amounts += amounts

    def add_bytes(self, data, rows=None):
        self.parts.append(Part(self.part_name(len(self.parts)), data, rows))

    @property
    def rows(self):
        return len(self.amounts)

    def path(self, number=0):
        return f"{self.folder}/{self.parts[number].name}"

    @property
    def paths(self):
        return [self.path(number) for number in range(len(self.parts))]

    def write(self, folder, with_manifest=True):
        for number, part in enumerate(self.parts):
            folder.write(self.path(number), part.data)
        self.has_manifest = with_manifest and self.manifest_place is not None
        if self.has_manifest:
            content = self.manifest_bytes
            if content is None:
                content = json_bytes(self.edit(self.manifest()))
            folder.write(self.manifest_place, content)
        return self

    @property
    def manifests(self):
        return [self.manifest_place] if self.has_manifest else []

    def lands(self, **more):
        values = {"rows": self.rows, "sums": add_up(self.amounts), **more}
        return self.becomes("landed", **values)

    def rejected(self, reason, place=None, **more):
        place = self.parts[0].name if place is None else place
        return self.becomes("rejected", reason=reason, place=place, **more)

    def becomes(self, state, **more):
        values = {"parts": self.paths, "manifests": self.manifests, "period": self.month, **more}
        return Outcome(self.source, state=state, **values)


class AzureActual(Delivery):
    source = "azure-actual"
    kind = "ActualCost"
    header = [
        "Date", "BillingPeriodStartDate", "BillingAccountId", "SubscriptionId", "MeterCategory", "MeterId",
        "ChargeType", "PricingModel", "Quantity", "CostInBillingCurrency", "BillingCurrencyCode", "ResourceId",
        "Tags",
    ]

    def __init__(self, *arguments, export="daily", day=2, **more):
        self.export, self.day = export, day
        super().__init__(*arguments, **more)

    def cells(self, cost, currency):
        return {
            "Date": f"{self.month}-05", "BillingPeriodStartDate": f"{self.month}-01", "BillingAccountId": "8611537",
            "SubscriptionId": "11111111-1111-1111-1111-111111111111", "MeterCategory": "Virtual Machines",
            "MeterId": "m-1", "ChargeType": "Usage", "PricingModel": "OnDemand", "Quantity": "1",
            "CostInBillingCurrency": cost, "BillingCurrencyCode": currency, "ResourceId": "/subscriptions/1/vm",
            "Tags": "",
        }

    def part_name(self, number):
        return f"part_{number}_0001{self.ending}"

    @property
    def run(self):
        return f"aaaaaaaa-0000-4000-8000-{self.run_number:012}"

    @property
    def folder(self):
        month = self.month.replace("-", "")
        return f"cost/{self.export}/{month}01-{month}28/202601{self.day:02}0300/{self.run}"

    @property
    def manifest_place(self):
        return f"{self.folder}/manifest.json"

    def manifest(self):
        blobs = []
        for number, part in enumerate(self.parts):
            blob = {"blobName": f"root/{self.path(number)}", "byteCount": len(part.data)}
            if part.rows is not None:
                blob["dataRowCount"] = part.rows
            blobs.append(blob)
        manifest = {
            "manifestVersion": "2024-04-01", "blobCount": len(blobs),
            "byteCount": sum(len(part.data) for part in self.parts),
            "exportConfig": {
                "exportName": self.export, "type": self.kind, "dataVersion": "2024-08-01",
                "resourceId": "/providers/Microsoft.Billing/billingAccounts/8611537/providers/x/exports/daily",
            },
            "runInfo": {
                "runId": self.run, "submittedTime": f"2026-01-{self.day:02}T03:00:00.0000000Z",
                "startDate": f"{self.month}-01T00:00:00", "endDate": f"{self.month}-28T00:00:00",
            },
            "blobs": blobs,
        }
        if all(part.rows is not None for part in self.parts):
            manifest["dataRowCount"] = sum(part.rows for part in self.parts)
        return manifest


FOCUS_HEADER = [
    "BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "BillingCurrency", "BillingAccountId",
    "SubAccountId", "BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd",
    "ChargeCategory", "ChargeDescription", "ProviderName", "ServiceName", "ServiceCategory", "ResourceId",
]


def next_month(month):
    year, number = map(int, month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02}"


def focus_cells(month, cost, currency, provider):
    return {
        "BilledCost": cost, "EffectiveCost": cost, "ListCost": cost, "ContractedCost": cost,
        "BillingCurrency": currency, "BillingAccountId": "8611537", "SubAccountId": "s-1",
        "BillingPeriodStart": f"{month}-01T00:00:00Z", "BillingPeriodEnd": f"{next_month(month)}-01T00:00:00Z",
        "ChargePeriodStart": f"{month}-05T00:00:00Z", "ChargePeriodEnd": f"{month}-06T00:00:00Z",
        "ChargeCategory": "Usage", "ChargeDescription": "hours", "ProviderName": provider, "ServiceName": "VM",
        "ServiceCategory": "Compute", "ResourceId": "r-1",
    }


class AzureFocus(AzureActual):
    source = "azure-focus"
    kind = "FocusCost"
    header = [*FOCUS_HEADER, "x_SkuMeterId"]

    def __init__(self, *arguments, export="focus", **more):
        super().__init__(*arguments, export=export, **more)

    def cells(self, cost, currency):
        return {**focus_cells(self.month, cost, currency, "Microsoft"), "x_SkuMeterId": "m-1"}


class AwsFocus(Delivery):
    source = "aws-focus"
    ending = ".csv.gz"
    header = [*FOCUS_HEADER, "x_ServiceCode", "x_UsageType"]
    folder_name = "focus-1-0"

    def cells(self, cost, currency):
        return {
            **focus_cells(self.month, cost, currency, "AWS"), "x_ServiceCode": "AmazonEC2", "x_UsageType": "BoxUsage",
        }

    def part_name(self, number):
        return f"{self.folder_name}-{number + 1:05}{self.ending}"

    @property
    def folder(self):
        return f"aws/{self.folder_name}/data/BILLING_PERIOD={self.month}"

    @property
    def manifest_place(self):
        return f"aws/{self.folder_name}/metadata/BILLING_PERIOD={self.month}/{self.folder_name}-Manifest.json"

    def manifest(self):
        return {
            "exportName": self.folder_name, "executionId": f"execution-{self.run_number}",
            "exportArn": f"arn:aws:bcm-data-exports:us-east-1:123456789012:export/{self.folder_name}",
            "billingPeriod": {"start": f"{self.month}-01T00:00:00.000Z"},
            "columns": [{"name": name} for name in self.header],
            "dataFiles": [f"s3://bucket/prefix/{path}" for path in self.paths],
        }


class Cur(Delivery):
    source = "aws-cur"
    ending = ".csv.gz"
    header = [
        "identity/LineItemId", "bill/PayerAccountId", "bill/BillingPeriodStartDate", "lineItem/UsageAccountId",
        "lineItem/LineItemType", "lineItem/UsageStartDate", "lineItem/UsageEndDate", "lineItem/ProductCode",
        "lineItem/UnblendedCost", "lineItem/CurrencyCode", "lineItem/LineItemDescription",
    ]

    def __init__(self, *arguments, currency="USD", report="daily", **more):
        self.report = report
        super().__init__(*arguments, currency=currency, **more)

    def cells(self, cost, currency):
        return {
            "identity/LineItemId": "line", "bill/PayerAccountId": "123456789012",
            "bill/BillingPeriodStartDate": f"{self.month}-01T00:00:00Z",
            "lineItem/UsageAccountId": "123456789012", "lineItem/LineItemType": "Usage",
            "lineItem/UsageStartDate": f"{self.month}-05T00:00:00Z",
            "lineItem/UsageEndDate": f"{self.month}-05T01:00:00Z", "lineItem/ProductCode": "AmazonEC2",
            "lineItem/UnblendedCost": cost, "lineItem/CurrencyCode": currency,
            "lineItem/LineItemDescription": "per hour",
        }

    @property
    def assembly(self):
        return f"2026010{self.run_number}T040211Z"

    @property
    def month_folder(self):
        month = self.month.replace("-", "")
        return f"cur/{self.report}/{month}01-{next_month(self.month).replace('-', '')}01"

    @property
    def folder(self):
        return f"{self.month_folder}/{self.assembly}"

    def part_name(self, number):
        return f"{self.report}-{number + 1}{self.ending}"

    @property
    def manifest_place(self):
        return f"{self.folder}/{self.report}-Manifest.json"

    def manifest(self):
        return {
            "assemblyId": self.assembly, "account": "123456789012", "reportName": self.report, "compression": "GZIP",
            "contentType": "text/csv",
            "billingPeriod": {"start": self.month.replace("-", "") + "01T000000.000Z"},
            "reportKeys": [f"prefix/{path}" for path in self.paths],
        }


class Oci(Delivery):
    source = "oci-focus"
    ending = ".csv.gz"
    header = [*FOCUS_HEADER, "oci_ReferenceNumber", "oci_CostOverage"]

    def __init__(self, *arguments, currency="USD", number=1, **more):
        self.number = number
        super().__init__(*arguments, currency=currency, **more)

    def cells(self, cost, currency):
        return {
            **focus_cells(self.month, cost, currency, "Oracle"), "oci_ReferenceNumber": "ref", "oci_CostOverage": "",
        }

    def part_name(self, number):
        return f"00010000{self.number + number:08}-00001{self.ending}"

    folder = "oci"


class OciCost(Oci):
    source = "oci-cost"
    header = [
        "lineItem/referenceNo", "lineItem/tenantId", "lineItem/intervalUsageStart", "lineItem/intervalUsageEnd",
        "product/service", "product/resourceId", "usage/billedQuantity", "cost/productSku", "cost/currencyCode",
        "cost/myCost",
    ]

    def cells(self, cost, currency):
        return {
            "lineItem/referenceNo": "ref", "lineItem/tenantId": "ocid1.tenancy.oc1..b",
            "lineItem/intervalUsageStart": f"{self.month}-05T00:00Z",
            "lineItem/intervalUsageEnd": f"{self.month}-05T01:00Z", "product/service": "COMPUTE",
            "product/resourceId": "ocid1.instance.oc1..i", "usage/billedQuantity": "1", "cost/productSku": "B1",
            "cost/currencyCode": currency, "cost/myCost": cost,
        }

    folder = "oci-cost/reports_cost-csv"


class Cur2(AwsFocus):
    source = "aws-cur2"
    header = [
        "bill_payer_account_id", "bill_billing_period_start_date", "line_item_usage_account_id",
        "line_item_line_item_type", "line_item_usage_start_date", "line_item_usage_end_date",
        "line_item_product_code", "line_item_unblended_cost", "line_item_currency_code",
        "line_item_line_item_description", "product", "resource_tags",
    ]
    folder_name = "cur-2-0"
    account = "223456789012"

    def cells(self, cost, currency):
        return {
            "bill_payer_account_id": self.account, "bill_billing_period_start_date": f"{self.month}-01T00:00:00.000Z",
            "line_item_usage_account_id": self.account, "line_item_line_item_type": "Usage",
            "line_item_usage_start_date": f"{self.month}-05T00:00:00.000Z",
            "line_item_usage_end_date": f"{self.month}-05T01:00:00.000Z", "line_item_product_code": "AmazonEC2",
            "line_item_unblended_cost": cost, "line_item_currency_code": currency,
            "line_item_line_item_description": "per hour", "product": '{"sku": "S1"}',
            "resource_tags": '{"user_env": "prod"}',
        }

    def manifest(self):
        manifest = super().manifest()
        arn = manifest["exportArn"].replace("123456789012", self.account)
        return {**manifest, "exportArn": arn}


class Plain(Delivery):
    """A vendor's FOCUS file, one a month, without manifest."""
    source = "plain-focus"
    header = [*FOCUS_HEADER, "InvoiceId"]
    folder = "vendors"

    def cells(self, cost, currency):
        accounts = {"BillingAccountId": "acme-1", "SubAccountId": "acme-prod"}
        return {**focus_cells(self.month, cost, currency, "Acme"), **accounts, "InvoiceId": "i-1"}

    def part_name(self, number):
        return f"acme-{self.month}{self.ending}"


class GcpBilling(Delivery):
    """JSON, an object a line; empty cells are left out, as BigQuery does with null."""
    source = "gcp-billing"
    ending = ".json.gz"
    header = [
        "billing_account_id", "service.id", "service.description", "sku.id", "sku.description", "usage_start_time",
        "usage_end_time", "project.id", "location.region", "export_time", "cost", "currency", "usage.amount",
        "usage.unit", "credits", "invoice.month", "cost_type",
    ]
    numbers = {"cost", "usage.amount"}

    def __init__(self, *arguments, currency="USD", **more):
        super().__init__(*arguments, currency=currency, **more)

    def cells(self, cost, currency):
        return {
            "billing_account_id": "01-AB", "service.id": "6F81", "service.description": "Compute Engine",
            "sku.id": "S1", "sku.description": "N2 Instance Core", "usage_start_time": f"{self.month}-05 10:00:00 UTC",
            "usage_end_time": f"{self.month}-05 11:00:00 UTC", "project.id": "shop", "location.region": "us-central1",
            "export_time": f"{self.month}-05 14:05:32.199 UTC", "cost": cost, "currency": currency,
            "usage.amount": "3600.0", "usage.unit": "seconds", "credits": "[]",
            "invoice.month": self.month.replace("-", ""), "cost_type": "regular",
        }

    def add(self, rows, amounts, header=None, **_):
        lines = [self.line(dict(zip(header or self.header, row))) for row in rows]
        data = "".join(line + "\n" for line in lines).encode()
        self.parts.append(Part(self.part_name(len(self.parts)), zipped(data) if self.ending.endswith(".gz") else data,
                               len(rows)))
        self.amounts += amounts

    def line(self, cells):
        """Nested where names have dots; numbers and lists as they are spelled."""
        tree = {}
        for name, value in cells.items():
            if value == "":
                continue
            raw = value if name in self.numbers or value.startswith("[") else json.dumps(value)
            *records, field_name = name.split(".")
            place = tree
            for record in records:
                place = place.setdefault(record, {})
            place[field_name] = raw
        return self.spell(tree)

    def spell(self, tree):
        members = (f"{json.dumps(name)}:{value if isinstance(value, str) else self.spell(value)}"
                   for name, value in tree.items())
        return "{" + ",".join(members) + "}"

    def part_name(self, number):
        return f"{number:012}{self.ending}"

    @property
    def folder(self):
        return f"gcp/detailed/billing_period={self.month}"
