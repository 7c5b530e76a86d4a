"""What a lake holds, read by delta-rs and pyarrow, which share no code with Billow."""
import hashlib
import json
import os
import pathlib
from decimal import Decimal

import deltalake

from model import EXACT

AMOUNT = {
    "aws-cur": ("line_item_unblended_cost", "line_item_currency_code"),
    "aws-cur2": ("line_item_unblended_cost", "line_item_currency_code"),
    "azure-actual": ("CostInBillingCurrency", "BillingCurrencyCode"),
    "gcp-billing": ("cost", "currency"),
    "oci-cost": ("cost/myCost", "cost/currencyCode"),
}
#: Columns that add to the amount; null is nothing.
ADDED = {"gcp-billing": "x_credits_amount"}
FOCUS_AMOUNT = ("BilledCost", "BillingCurrency")


class Month:
    def __init__(self):
        self.rows, self.sums = 0, {}

    def add(self, amount, currency, rows=1):
        self.rows += rows
        if amount is not None:
            currency = currency or "unknown"
            self.sums[currency] = EXACT.add(self.sums.get(currency, Decimal(0)), amount)


class Lake:
    def __init__(self, root):
        self.root = pathlib.Path(root)

    def tables(self):
        return {log.parent.relative_to(self.root).as_posix() for log in self.root.glob("**/_delta_log")}

    def table(self, name):
        return deltalake.DeltaTable(str(self.root / name))

    def files(self):
        """Every file's path and content, but for notes on what was refused: equal maps mean an untouched lake."""
        found = {}
        for place, _, names in os.walk(self.root):
            for name in names:
                path = pathlib.Path(place) / name
                relative = path.relative_to(self.root).as_posix()
                if not relative.startswith(("unlanded/", "known/")):
                    found[relative] = hashlib.sha256(path.read_bytes()).hexdigest()
        return found

    def raw(self, source):
        """Months by (export, period)."""
        months = {}
        if f"raw/{source}" not in self.tables():
            return months
        amount, currency = AMOUNT.get(source, FOCUS_AMOUNT)
        table = self.table(f"raw/{source}")
        known = [field.name for field in table.schema().fields]
        added = ADDED.get(source)
        wanted = [name for name in ("x_export", "x_billing_period", amount, currency, added) if name in known]
        for row in table.to_pyarrow_table(columns=wanted).to_pylist():
            month = months.setdefault((row["x_export"], row["x_billing_period"]), Month())
            more = row.get(added)
            month.add(row[amount] if more is None else EXACT.add(row[amount], more), row.get(currency))
        return months

    def derived(self, name):
        """Months by (source, export, period) of `focus` or `daily`."""
        months = {}
        if name not in self.tables():
            return months
        counts = ["x_row_count"] if name == "daily" else []
        columns = ["x_source", "x_export", "x_billing_period", *FOCUS_AMOUNT, *counts]
        for row in self.table(name).to_pyarrow_table(columns=columns).to_pylist():
            month = months.setdefault((row["x_source"], row["x_export"], row["x_billing_period"]), Month())
            month.add(row["BilledCost"], row["BillingCurrency"], row.get("x_row_count", 1))
        return months

    def texts(self, source, column):
        """Cells of a raw column in the order of files and rows; by the source's spelling where a pair says so."""
        table = self.table(f"raw/{source}")
        if isinstance(column, tuple):
            column = self.lake_name(table, column[1])
        rows = table.to_pyarrow_table(columns=["x_file", "x_row", column]).to_pylist()
        return [row[column] for row in sorted(rows, key=lambda row: (row["x_file"], row["x_row"]))]

    @staticmethod
    def lake_name(table, spelling):
        for field in table.schema().fields:
            if (field.metadata or {}).get("billow.sourceName", field.name) == spelling:
                return field.name
        raise KeyError(f"no column was made of {spelling!r}")

    def landed_files(self, source):
        """Paths of all objects that commits of a raw table name, as often as they do."""
        found = []
        for log in sorted((self.root / "raw" / source / "_delta_log").glob("*.json")):
            for line in log.read_bytes().splitlines():
                facts = json.loads(line).get("commitInfo", {}).get("billow", {})
                found += [file["path"] for file in facts.get("files", [])]
        return found
