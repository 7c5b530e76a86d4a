"""What a lake holds, read from its Delta logs by nothing but this file and DuckDB's Parquet reader.

`Lake(folder).check(...)` raises `Wrong` for everything that a lake must never be: a gap in a history, a file twice or
missing, tables that disagree, a sum or a row count that is not the model's.
"""
import json
import pathlib
import re
import urllib.parse
from decimal import Decimal

import deltalake
import duckdb
import pyarrow as pa
import pyarrow.compute as pc

COMMIT = re.compile(r"^(\d{20})\.json$")
COSTS = {
    "azure-actual": ("CostInBillingCurrency", "BillingCurrencyCode"),
    "aws-cur": ("line_item_unblended_cost", "line_item_currency_code"),
    "oci-focus": ("BilledCost", "BillingCurrency"),
}


class Wrong(Exception):
    pass


class Table:
    """A table as its log tells; every commit is read, no checkpoint."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.live, self.schema = {}, None
        log = self.folder / "_delta_log"
        self.versions = sorted(int(m[1]) for m in map(COMMIT.match, names(log)) if m)
        if self.versions != list(range(len(self.versions))):
            raise Wrong(f"{folder}: versions {self.versions}")
        for version in self.versions:
            self.replay(version, (log / f"{version:020}.json").read_text())

    def replay(self, version, text):
        actions = [json.loads(line) for line in text.splitlines()]
        touched = set()
        for action in actions:
            for kind in ("add", "remove"):
                if kind in action and action[kind]["path"] in touched:
                    raise Wrong(f"{self.folder} {version}: {action[kind]['path']} twice in one commit")
                if kind in action:
                    touched.add(action[kind]["path"])
            if "add" in action:
                if action["add"]["path"] in self.live:
                    raise Wrong(f"{self.folder} {version}: {action['add']['path']} is added twice")
                self.live[action["add"]["path"]] = action["add"]
            if "remove" in action and self.live.pop(action["remove"]["path"], None) is None:
                raise Wrong(f"{self.folder} {version}: removes {action['remove']['path']}, which is not there")
            if "metaData" in action:
                self.schema = json.loads(action["metaData"]["schemaString"])

    def path(self, logged):
        return self.folder / urllib.parse.unquote(logged)

    def check_files(self):
        for logged, add in self.live.items():
            path = self.path(logged)
            if not path.is_file():
                raise Wrong(f"{path} is live and not there")
            if path.stat().st_size != add["size"]:
                raise Wrong(f"{path} has {path.stat().st_size} bytes, the log says {add['size']}")

    def data_files(self):
        return {path for path in self.folder.rglob("*.parquet") if "_delta_log" not in path.parts}

    def orphans(self):
        return self.data_files() - {self.path(logged) for logged in self.live}

    def sums(self, source, currency, rows, cost):
        """{(source, export, month): {currency: (rows, sum)}}, from the live files."""
        if not self.live:
            return {}
        places = {str(self.path(logged)): add["partitionValues"] for logged, add in self.live.items()}
        found = {}
        query = f"""
            SELECT filename, x_export, {currency}, {rows}::BIGINT, coalesce(sum({cost}), 0)::VARCHAR
            FROM read_parquet(?, union_by_name=true, hive_partitioning=false, filename=true) GROUP BY ALL"""
        for name, export, money, count, total in connection().execute(query, [list(places)]).fetchall():
            where = places[name]
            key = (source or where["x_source"], export, where["x_billing_period"])
            before = found.setdefault(key, {}).get(money, (0, Decimal(0)))
            found[key][money] = (before[0] + count, before[1] + Decimal(total))
        return found


_connection = None


def connection():
    global _connection
    if _connection is None:
        _connection = duckdb.connect(config={"threads": 1})
    return _connection


def names(folder):
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


class Lake:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.raw = {name: Table(self.folder / "raw" / name) for name in names(self.folder / "raw")}
        self.raw = {name: table for name, table in self.raw.items() if table.versions}
        self.focus, self.daily = Table(self.folder / "focus"), Table(self.folder / "daily")

    @property
    def tables(self):
        return list(self.raw.values()) + [self.focus, self.daily]

    def raw_sums(self):
        found = {}
        for source, table in self.raw.items():
            cost, currency = COSTS[source]
            found |= table.sums(source, currency, "count(*)", cost)
        return nonempty(found)

    def focus_sums(self):
        return nonempty(self.focus.sums(None, "BillingCurrency", "count(*)", "BilledCost"))

    def daily_sums(self):
        return nonempty(self.daily.sums(None, "BillingCurrency", "sum(x_row_count)", "BilledCost"))

    def check_month_by_month(self, *models):
        """Each month of each table is as one of the models has it: for a lake whose ingest was interrupted."""
        for table in self.tables:
            table.check_files()
        for name, sums in (("raw", self.raw_sums()), ("focus", self.focus_sums()), ("daily", self.daily_sums())):
            for key in set(sums).union(*models):
                if not any(sums.get(key) == nonempty(model).get(key) for model in models):
                    raise Wrong(f"{name} {key}: {sums.get(key)} is none of {[model.get(key) for model in models]}")

    def check(self, model):
        """Every table is as the model has it, and nothing is left of an interrupted ingest but unnamed data files."""
        self.check_sums(model)
        self.check_tidy()

    def check_sums(self, model):
        for table in self.tables:
            table.check_files()
        for name, sums in (("raw", self.raw_sums()), ("focus", self.focus_sums()), ("daily", self.daily_sums())):
            compare(name, sums, nonempty(model))

    def check_tidy(self):
        left = [str(path) for path in (self.folder / "staging").glob("*")]
        left += [str(path) for path in self.folder.rglob(".*") if path.name.startswith(".billow-tmp-")]
        if left:
            raise Wrong(f"left behind: {left}")

    def check_by_delta_rs(self, model):
        """The same sums through delta-rs, which takes the checkpoints."""
        expected = {}
        for sums in model.values():
            for currency, (rows, billed) in sums.items():
                before = expected.get(currency, (0, Decimal(0)))
                expected[currency] = (before[0] + rows, before[1] + billed)
        for name in ("focus", "daily"):
            compare(f"{name} by delta-rs", delta_rs_sums(self.folder / name, name == "daily"), expected)


def delta_rs_sums(folder, is_daily, version=None):
    """{currency: (rows, billed)} of a table as delta-rs reads it."""
    table = deltalake.DeltaTable(str(folder), version=version)
    columns = ["BillingCurrency", "BilledCost"] + (["x_row_count"] if is_daily else [])
    data = pa.table(table.to_pyarrow_table(columns=columns)) if table.file_uris() else None
    if data is None or data.num_rows == 0:
        return {}
    data = data.set_column(1, "cost", data["BilledCost"].cast(pa.decimal256(76, 18)))
    count = ("x_row_count", "sum") if is_daily else ([], "count_all")
    grouped = data.group_by("BillingCurrency").aggregate([count, ("cost", "sum")]).to_pylist()
    number = "x_row_count_sum" if is_daily else "count_all"
    return {row["BillingCurrency"]: (row[number], row["cost_sum"]) for row in grouped}


def nonempty(sums):
    return {key: value for key, value in sums.items() if value}


def compare(name, found, expected):
    if found == expected:
        return
    wrong = [f"{key}: {found.get(key)}, not {expected.get(key)}"
             for key in sorted(set(found) | set(expected), key=str) if found.get(key) != expected.get(key)]
    raise Wrong(f"{name} differs in {len(wrong)}: " + "; ".join(wrong[:6]))
