#!/usr/bin/env python3
"""What a folder of cost exports adds up to: an independent witness for Billow.

Usage: oracle.py FOLDER                     finds the deliveries, takes the newest complete one of each export and month
       oracle.py --file FILE --dataset ID   adds up one data file

Prints a JSON list, one object per export and month:
    {"dataset", "export", "period": "2025-10", "run", "rows", "quarantined",
     "totals": {"USD": {"billed": "12.340000000000000000", "effective": "…"}}}
What was passed over, and why, goes to standard error. An amortised export beside the bill of its scope and month is added
up with its share alone (what commitments cover and leave unused); that both have the same days is taken for granted.

Written from the descriptions of the formats alone, never from Billow's code, and slow on purpose: one row at a time, in
`decimal` arithmetic. Needs the standard library; for Parquet also pyarrow, or else duckdb.

Datasets: aws-cur, aws-cur2, aws-focus, azure-actual, azure-amortised, azure-focus, gcp-billing, gcp-focus, oci-cost,
oci-focus, plain-focus.
"""
import argparse
import ast
import csv
import decimal
import gzip
import json
import pathlib
import re
import sys
from decimal import Decimal

decimal.getcontext().prec = 80
csv.field_size_limit(1 << 27)

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
STEP = Decimal(1).scaleb(-18)
LARGEST = Decimal(10) ** 20
DATA = (".csv", ".csv.gz", ".parquet", ".ndjson", ".ndjson.gz", ".jsonl", ".json.gz")


class Unreadable(Exception):
    """A row whose money or shape cannot be read: it is counted, never guessed."""


def note(text):
    print(f"oracle: {text}", file=sys.stderr)


# --- Cells

def money(cell):
    """A decimal with 18 decimals, half-even; None where the source says nothing. Doubles by their shortest text."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, float):
        cell = repr(cell)
    text = str(cell).strip()
    if not NUMBER.fullmatch(text):
        raise Unreadable(f"{text!r} is no number")
    value = Decimal(text)
    if abs(value) >= LARGEST:
        raise Unreadable(f"{text!r} has more than 38 digits")
    return value.quantize(STEP, rounding=decimal.ROUND_HALF_EVEN)


def plain(header):
    """`lineItem/UnblendedCost`, `line_item_unblended_cost` and `Kosten (CostInBillingCurrency)` as letters only."""
    inner = re.search(r"\(([^()]+)\)\s*$", header)
    return re.sub(r"[^a-z0-9]", "", (inner.group(1) if inner else header).lower())


class Row:
    """One data row; cells are asked for by any of their headers."""

    def __init__(self, places, cells):
        self.places = places
        self.cells = cells

    def text(self, *headers):
        for header in headers:
            place = self.places.get(plain(header))
            if place is not None and self.cells[place] not in (None, ""):
                return self.cells[place]
        return None

    def money(self, *headers):
        return money(self.text(*headers))


def places_of(headers):
    places = {}
    for index, header in enumerate(headers):
        places.setdefault(plain(header), index)
    return places


# --- What a row costs: (billed, effective), either may be None

def or_zero(value):
    return Decimal(0) if value is None else value


def first_of(*values):
    return next((value for value in values if value is not None), None)


def aws_cur(row):
    billed = row.money("lineItem/NetUnblendedCost", "lineItem/UnblendedCost")
    kind = row.text("lineItem/LineItemType")
    if kind == "SavingsPlanCoveredUsage":
        effective = first_of(
            row.money("savingsPlan/NetSavingsPlanEffectiveCost", "savingsPlan/SavingsPlanEffectiveCost"), billed)
    elif kind == "DiscountedUsage":
        effective = first_of(row.money("reservation/NetEffectiveCost", "reservation/EffectiveCost"), billed)
    elif kind == "RIFee":
        upfront = row.money(
            "reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod",
            "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod")
        recurring = row.money("reservation/NetUnusedRecurringFee", "reservation/UnusedRecurringFee")
        effective = max(or_zero(upfront) + or_zero(recurring), Decimal(0))
    elif kind == "SavingsPlanRecurringFee":
        total = row.money("savingsPlan/TotalCommitmentToDate")
        used = row.money("savingsPlan/UsedCommitment")
        effective = max(or_zero(total) - or_zero(used), Decimal(0))
    elif kind in ("SavingsPlanNegation", "SavingsPlanUpfrontFee"):
        effective = Decimal(0)
    elif kind == "Fee" and row.text("reservation/ReservationARN"):
        effective = Decimal(0)
    else:
        effective = billed
    return billed, effective


def azure_actual(row):
    billed = row.money("CostInBillingCurrency", "Cost", "PreTaxCost")
    is_payment = row.text("ChargeType") in ("Purchase", "Refund")
    is_commitment = row.text("PricingModel") in ("Reservation", "SavingsPlan")
    return billed, Decimal(0) if is_payment and is_commitment else billed


def azure_amortised(row):
    """What commitments cover and leave unused is a share of what their purchase billed: no bill of its own."""
    effective = row.money("CostInBillingCurrency", "Cost", "PreTaxCost")
    is_unused = row.text("ChargeType") in ("UnusedReservation", "UnusedSavingsPlan")
    is_share = is_unused or row.text("PricingModel") in ("Reservation", "SavingsPlan")
    return Decimal(0) if is_share else effective, effective


def azure_share(row):
    """An amortised row beside the bill, which tells all that is no share of a commitment."""
    billed, effective = azure_amortised(row)
    return (billed, effective) if billed == 0 else (Decimal(0), Decimal(0))


def focus(row):
    billed = row.money("BilledCost")
    return billed, first_of(row.money("EffectiveCost", "AmortizedCost"), billed)


def oci_focus(row):
    billed, effective = row.money("BilledCost"), row.money("EffectiveCost")
    if not effective and billed and not row.text("CommitmentDiscountId"):
        effective = billed
    return billed, effective


def oci_cost(row):
    billed = row.money("cost/myCost")
    return billed, billed


def records(cell):
    """The records of a list: JSON, or what Python prints."""
    if not isinstance(cell, str):
        return cell or []
    try:
        return json.loads(cell, parse_float=str, parse_int=str) or []
    except ValueError:
        # Numbers become text, so that none is rounded.
        quoted = re.sub(r"('amount': )([-+.0-9eE]+)", r"\1'\2'", cell)
        return ast.literal_eval(quoted) or []


def gcp_billing(row):
    cost = row.money("cost")
    amounts = [money(record.get("amount")) for record in records(row.text("credits"))]
    net = or_zero(cost) + sum((or_zero(amount) for amount in amounts), Decimal(0))
    return net, net


DATASETS = {
    "aws-cur": (aws_cur, ("lineItem/CurrencyCode",), ("bill/BillingPeriodStartDate", "lineItem/UsageStartDate")),
    "aws-cur2": (aws_cur, ("line_item_currency_code",), ("bill_billing_period_start_date",)),
    "aws-focus": (focus, ("BillingCurrency",), ("BillingPeriodStart", "ChargePeriodStart")),
    "azure-actual": (
        azure_actual, ("BillingCurrencyCode", "BillingCurrency", "Currency"),
        ("BillingPeriodStartDate", "Date", "UsageDateTime")),
    "azure-amortised": (
        azure_amortised, ("BillingCurrencyCode", "BillingCurrency", "Currency"),
        ("BillingPeriodStartDate", "Date", "UsageDateTime")),
    "azure-focus": (focus, ("BillingCurrency",), ("BillingPeriodStart", "ChargePeriodStart")),
    "gcp-billing": (gcp_billing, ("currency",), ("invoice.month",)),
    "gcp-focus": (focus, ("BillingCurrency",), ("BillingPeriodStart",)),
    "oci-focus": (oci_focus, ("BillingCurrency",), ("BillingPeriodStart", "ChargePeriodStart")),
    "oci-cost": (oci_cost, ("cost/currencyCode",), ("lineItem/intervalUsageStart",)),
    "plain-focus": (focus, ("BillingCurrency",), ("BillingPeriodStart", "ChargePeriodStart")),
}


def dataset_of(headers):
    """The dataset that these headers belong to, or None."""
    names = {plain(header) for header in headers}
    if "lineitemunblendedcost" in names:
        return "aws-cur2" if names & {"product", "resourcetags", "costcategory", "discount"} else "aws-cur"
    if {"billingaccountid", "usagestarttime", "cost", "currency", "invoicemonth"} <= names:
        return "gcp-billing"
    if {"costmycost", "lineitemtenantid"} <= names:
        return "oci-cost"
    if {"billedcost", "effectivecost", "billingcurrency"} <= names:
        if any(name.startswith(("oci", "xoci")) for name in names):
            return "oci-focus"
        if len(names & {"xcredits", "xcosttype", "xserviceid", "xexporttime"}) > 1:
            return "gcp-focus"
        if names & {"xservicecode", "xoperation", "xdiscounts"}:
            return "aws-focus"
        return "azure-focus" if any(name.startswith("x") for name in names) else "plain-focus"
    has_cost = names & {"costinbillingcurrency", "pretaxcost", "cost"}
    return "azure-actual" if has_cost and names & {"metercategory", "meterid"} else None


# --- Files

def open_table(path):
    """(headers, iterator of rows); rows are lists of text, or of Python values for Parquet."""
    if path.name.endswith(".parquet"):
        return open_parquet(path)
    if ".json" in path.name or path.name.endswith((".ndjson", ".ndjson.gz", ".jsonl")):
        return open_lines(path)
    rows = csv_rows(path)
    return next(rows, []), rows


def flat(record, before=""):
    """Fields of records inside with a dot: usage.amount."""
    fields = {}
    for name, value in record.items():
        if isinstance(value, dict):
            fields.update(flat(value, f"{before}{name}."))
        else:
            fields[before + name] = value
    return fields


def open_lines(path):
    """One JSON object on each line; numbers keep their spelling."""
    opener = gzip.open if path.name.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8-sig") as file:
        lines = [flat(json.loads(line, parse_float=str, parse_int=str)) for line in file if line.strip()]
    headers = sorted({name for line in lines for name in line})
    return headers, iter([[line.get(name) for name in headers] for line in lines])


def csv_rows(path):
    opener = gzip.open if path.name.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
        yield from (row for row in csv.reader(file) if row)


def open_parquet(path):
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        import duckdb
        result = duckdb.execute("FROM read_parquet(?, hive_partitioning = false)", [str(path)])
        headers = [column[0] for column in result.description]
        return headers, iter(result.fetchone, None)
    file = parquet.ParquetFile(path)
    headers = file.schema_arrow.names

    def rows():
        for batch in file.iter_batches():
            yield from zip(*(column.to_pylist() for column in batch.columns))
    if "invoice" in headers:
        lines = [flat(dict(zip(headers, row))) for row in rows()]
        headers = sorted({name for line in lines for name in line})
        return headers, iter([[line.get(name) for name in headers] for line in lines])
    return headers, rows()


def month_of(value):
    """`2025-10` of a timestamp, an ISO text or an American date."""
    text = str(value)
    american = re.match(r"(\d{1,2})/\d{1,2}/(\d{4})", text)
    if american:
        return f"{american.group(2)}-{int(american.group(1)):02}"
    iso = re.match(r"(\d{4})-?(\d{2})", text)
    return f"{iso.group(1)}-{iso.group(2)}" if iso else None


class Sum:
    def __init__(self):
        self.rows = self.quarantined = 0
        self.totals = {}

    def add(self, currency, billed, effective):
        self.rows += 1
        total = self.totals.setdefault(currency or "unknown", [Decimal(0), Decimal(0)])
        total[0] += or_zero(billed)
        total[1] += or_zero(effective)

    def printed(self):
        return {
            "rows": self.rows, "quarantined": self.quarantined,
            "totals": {
                currency: {"billed": f"{billed:.18f}", "effective": f"{effective:.18f}"}
                for currency, (billed, effective) in sorted(self.totals.items())},
        }


def add_up(dataset, paths, period=None, by=None):
    """Sums by month. With a period all rows belong to it; without, rows tell theirs. `by` tells what a row costs."""
    costs, currency_headers, period_headers = DATASETS[dataset]
    costs = by or costs
    sums = {}
    for path in paths:
        headers, rows = open_table(path)
        places = places_of(headers)
        for number, cells in enumerate(rows, start=1):
            month = period
            try:
                if len(cells) != len(headers):
                    raise Unreadable(f"{len(cells)} cells under {len(headers)} headers")
                row = Row(places, cells)
                month = period or month_of(row.text(*period_headers))
                billed, effective = costs(row)
                sums.setdefault(month, Sum()).add(row.text(*currency_headers), billed, effective)
            except Unreadable as reason:
                note(f"{path.name}, row {number}: {reason}")
                sums.setdefault(month, Sum()).quarantined += 1
    return sums


# --- Deliveries

class Run:
    """What one manifest declares, or what files without a manifest seem to be."""

    def __init__(self, dataset, export, period, run, order, wanted, manifest, rows=None, is_pointer=False):
        self.dataset, self.export, self.period, self.run, self.order = dataset, export, period, run, order
        self.wanted = wanted  # [(path in the cloud's bucket, size or None)]
        self.manifest, self.rows, self.is_pointer = manifest, rows, is_pointer
        self.files = []

    def resolve(self, below):
        """Finds the declared files in the copy; a sentence when one is missing or has another size."""
        for declared, size in self.wanted:
            found = self.find(declared, below)
            if found is None:
                return f"{declared} is missing"
            if size is not None and found.stat().st_size != size:
                return f"{declared} has {found.stat().st_size} bytes, not {size}"
            self.files.append(found)
        return None

    def find(self, declared, below):
        parts = [part for part in re.sub(r"^\w+://[^/]+/", "", declared).split("/") if part]
        folder, name = self.manifest.parent, parts[-1]
        for candidate in (folder / name, folder / self.run / name):
            # A top-level manifest must not take a file that only happens to have the name of its run's.
            if candidate.is_file() and (not self.is_pointer or self.run in candidate.parts or self.run not in parts):
                return candidate
        for start in range(len(parts)):
            matches = [path for path in below if path.parts[-len(parts[start:]):] == tuple(parts[start:])]
            if len(matches) == 1 and (start < len(parts) - 1 or len(parts) == 1):
                return matches[0]
        return None


def read_manifest(path):
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as reason:
        note(f"{path}: no JSON: {reason}")
        return None
    if not isinstance(document, dict):
        return None
    if "reportKeys" in document and "assemblyId" in document:
        return read_cur_manifest(path, document)
    if "dataFiles" in document:
        return read_data_export_manifest(path, document)
    if "blobs" in document and "manifestVersion" in document:
        return read_azure_manifest(path, document)
    return None


def read_cur_manifest(path, document):
    run = document["assemblyId"]
    return Run(
        "aws-cur", f"{document.get('reportName')}@{document.get('account')}",
        month_of(document["billingPeriod"]["start"]), run, run,
        [(key, None) for key in document["reportKeys"]], path, is_pointer=path.parent.name != run)


def read_data_export_manifest(path, document):
    partition = next((part for part in path.parts if part.upper().startswith("BILLING_PERIOD=")), None)
    start = (document.get("billingPeriod") or {}).get("start")
    folder = path.parent.name
    in_run_folder = partition is not None and folder != partition
    name = document.get("exportName") or (document.get("exportArn") or "").rsplit("/", 1)[-1]
    names = {plain(column["name"]) for column in document.get("columns", [])}
    is_report = "lineitemlineitemtype" in names
    if names and "billedcost" not in names and not is_report:
        note(f"{path}: neither FOCUS nor CUR 2.0; passed over")
        return None
    return Run(
        "aws-cur2" if is_report else "aws-focus", name or path.name.removesuffix("-Manifest.json"),
        month_of(start) if start else month_of(partition.split("=", 1)[1]),
        document.get("executionId") or folder, folder if in_run_folder else str(document.get("executionId")),
        [(file, None) for file in document["dataFiles"]], path, is_pointer=not in_run_folder)


def read_azure_manifest(path, document):
    config = document.get("exportConfig") or {}
    info = document.get("runInfo") or {}
    kinds = {"focuscost": "azure-focus", "actualcost": "azure-actual", "usage": "azure-actual",
             "amortizedcost": "azure-amortised"}
    kind = config.get("type")
    dataset = kinds.get(kind.lower()) if kind else "azure-actual"
    if dataset is None:
        note(f"{path}: {kind} is none of the datasets; passed over")
        return None
    blobs = document.get("blobs") or []
    wanted = [(blob["blobName"], blob.get("byteCount")) for blob in blobs]
    label = " ".join([blob["blobName"] for blob in blobs] + [str(path)])
    folder = re.search(r"\b(\d{4})(\d{2})\d{2}-\d{8}\b", label)
    period = month_of(info["startDate"]) if info.get("startDate") else f"{folder.group(1)}-{folder.group(2)}"
    scope = (config.get("resourceId") or "").lower()
    time = re.search(r"/(\d{12})/", path.as_posix())
    return Run(
        dataset, (config.get("exportName") or folder_of_export(path)) + (f"@{scope}" if scope else ""), period,
        info.get("runId") or path.parent.name,
        (info.get("submittedTime") or "", time.group(1) if time else "", str(path.parent.name)),
        wanted, path, rows=document.get("dataRowCount"))


def folder_of_export(path):
    parts = [part for part in path.parent.parts if not re.fullmatch(r"\d{8}-\d{8}|\d{12}|[0-9a-fA-F-]{36}", part)]
    return parts[-1] if parts else "export"


def choose(runs, below):
    """The newest run of each export and month whose files are all there; reasons for the others are noted."""
    months = {}
    for run in runs:
        months.setdefault((run.dataset, run.export, run.period), []).append(run)
    for key, candidates in sorted(months.items()):
        # A pointer decides; for the rest names and submission times sort as the runs follow each other.
        for run in sorted(candidates, key=lambda run: (run.is_pointer, run.order), reverse=True):
            problem = run.resolve(below)
            if problem:
                note(f"{run.manifest}: {problem}; passed over")
                continue
            sums = add_up(run.dataset, run.files, run.period)
            total = sums.get(run.period) or Sum()
            counted = total.rows + total.quarantined
            if run.rows is not None and run.rows != counted:
                note(f"{run.manifest}: {counted} rows, not {run.rows} as declared; passed over")
                continue
            yield key, run, total
            break


def with_bills(chosen):
    """Amortised exports beside the bill of their scope and month have their share alone."""
    def scope(export):
        return re.sub(r"/providers/[^/]+/exports/.*", "", export.partition("@")[2])
    bills = {(scope(export), period) for (dataset, export, period), _, _ in chosen if dataset == "azure-actual"}
    for key, run, total in chosen:
        dataset, export, period = key
        if dataset == "azure-amortised" and (scope(export), period) in bills:
            total = add_up(dataset, run.files, period, by=azure_share)[period]
        yield key, run, total


def loose_files(data, claimed):
    """Data files that no manifest of any run names."""
    return [path for path in data if path not in claimed and path.name not in {file.name for file in claimed}]


def claim(runs, below):
    claimed = set()
    for run in runs:
        for declared, _ in run.wanted:
            found = run.find(declared, below)
            if found:
                claimed.add(found)
    return claimed


def without_manifest(paths):
    """Entries for OCI's and GCP's files, which add up, and for others, of which the newest of a folder and month counts."""
    accumulating, groups = {}, {}
    for path in paths:
        headers, rows = open_table(path)
        dataset = dataset_of(headers)
        if dataset is None:
            note(f"{path}: no headers of a known export; passed over")
        elif dataset.startswith(("oci-", "gcp-")):
            # Parts of two days or months may have one name.
            name = path.name if dataset.startswith("oci-") else str(path)
            accumulating.setdefault(dataset, {}).setdefault(name, path)
        else:
            first = next(rows, None)
            period = first and month_of(Row(places_of(headers), first).text(*DATASETS[dataset][2]))
            # Parts of one report differ in their last number; Azure's files of one range each hold all of it.
            stem = re.sub(r"-\d+$", "", path.name.split(".")[0]) if dataset == "aws-cur" else path.name
            if period:
                groups.setdefault((dataset, str(path.parent), period), {}).setdefault(stem, []).append(path)
    for (dataset, folder, period), stems in sorted(groups.items()):
        newest = max(stems.values(), key=lambda files: max((file.stat().st_mtime, file.name) for file in files))
        yield (dataset, pathlib.Path(folder).name, period), newest[0].name, add_up(dataset, newest, period)[period]
    for dataset, files in sorted(accumulating.items()):
        names = sorted(files)
        for period, total in sorted(add_up(dataset, [files[name] for name in names]).items()):
            yield (dataset, "", period), names[-1], total


def entry(key, run, total):
    dataset, export, period = key
    return {"dataset": dataset, "export": export, "period": period, "run": run, **total.printed()}


def read_folder(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    data = [path for path in files if path.name.endswith(DATA)]
    runs = [run for run in (read_manifest(path) for path in files if path.suffix == ".json") if run]
    entries = [entry(key, run.run, total) for key, run, total in with_bills(list(choose(runs, data)))]
    for key, run, total in without_manifest(loose_files(data, claim(runs, data))):
        entries.append(entry(key, run, total))
    return sorted(entries, key=lambda one: (one["dataset"], one["export"], one["period"] or ""))


def main():
    parser = argparse.ArgumentParser(description="What a folder of cost exports adds up to.")
    parser.add_argument("folder", nargs="?", type=pathlib.Path)
    parser.add_argument("--file", type=pathlib.Path)
    parser.add_argument("--dataset", choices=sorted(DATASETS))
    arguments = parser.parse_args()
    if arguments.file and arguments.dataset:
        sums = add_up(arguments.dataset, [arguments.file])
        entries = [
            entry((arguments.dataset, "", period), arguments.file.name, total)
            for period, total in sorted(sums.items(), key=lambda item: item[0] or "")]
    elif arguments.folder:
        entries = read_folder(arguments.folder)
    else:
        parser.error("give a FOLDER, or --file and --dataset")
    print(json.dumps(entries, indent=2))


if __name__ == "__main__":
    main()
