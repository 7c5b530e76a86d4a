"""A lake to show: a small sample, and a FOCUS file whose names and tags are made to be taken for something else."""

import csv
import json
import pathlib
import subprocess

MONTH, LAST_MONTH = "2025-11", "2025-12"
# A currency of their own, so that a page can show nothing else.
HOSTILE_CURRENCY = "CHF"
HOSTILE = [
    "<script>window.hostile=1</script>",
    '"><img src=x onerror="window.hostile=1">',
    "' autofocus onfocus='window.hostile=1",
    "javascript:window.hostile=1",
    "</title></style><svg onload=window.hostile=1>",
    "<link rel=stylesheet href=http://elsewhere.example/x.css>",
    "<!--", "&lt;b&gt;&amp;amp;", "{{7*7}}${7*7}",
    "\u202egnp.tsni\u202c \u2066isolated", "\u200bzero\u200dwidth",
    '=HYPERLINK("http://elsewhere.example","x")',
    "long" * 300,
]
# Each is written in another way by people: rounded half to even, too small for two decimals, grouped, negative.
AMOUNTS = [
    "1.005", "2.675", "0.0000123", "1234567.894999999999999999", "-3.335", "0.004", "12.125", "-0.0049", "7", "0",
]

HEADER = [
    "BilledCost", "EffectiveCost", "BillingAccountId", "SubAccountId", "SubAccountName", "BillingCurrency",
    "BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory",
    "ChargeDescription", "ServiceName", "ServiceCategory", "RegionId", "ResourceId", "ProviderName", "Tags",
    "ConsumedQuantity", "ConsumedUnit",
]


def write_hostile(folder):
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "hostile-costs.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for at, text in enumerate(HOSTILE * 2):
            day = 1 + at % 28
            amount = AMOUNTS[at % len(AMOUNTS)]
            out.writerow([
                amount, amount, "hostile", text, text, HOSTILE_CURRENCY, f"{LAST_MONTH}-01T00:00:00Z",
                "2026-01-01T00:00:00Z", f"{LAST_MONTH}-{day:02}T00:00:00Z", f"{LAST_MONTH}-{day + 1:02}T00:00:00Z",
                "Usage", text, text, "Other", text, text, "Hostile & Sons",
                json.dumps({text: text, "team": HOSTILE[(at + 1) % len(HOSTILE)]}), "1", "Units",
            ])


def make_early(billow, folder):
    """A lake that has twenty days of a month, of which the rest is to be forecast."""
    folder = pathlib.Path(folder)
    (folder / "early").mkdir(parents=True)
    with open(folder / "early" / "early-costs.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for day in range(1, 21):
            amount = f"{100 + day % 3}.25"
            out.writerow([
                amount, amount, "early", "prod", "prod", "USD", f"{LAST_MONTH}-01T00:00:00Z", "2026-01-01T00:00:00Z",
                f"{LAST_MONTH}-{day:02}T00:00:00Z", f"{LAST_MONTH}-{day + 1:02}T00:00:00Z", "Usage", "gigabytes",
                "Disks", "Storage", "eu", "disk", "AWS", "{}", "12.5", "GB-Months",
            ])
    subprocess.run([billow, "ingest", str(folder / "early"), "--lake", str(folder / "early-lake")], check=True,
                   capture_output=True)
    return folder / "early-lake"


def make(billow, folder, months=2, rows=120):
    """Writes and lands the exports; the lake's folder."""
    folder = pathlib.Path(folder)
    exports, lake = folder / "exports", folder / "lake"

    def run(*arguments):
        subprocess.run([billow, *arguments], check=True, capture_output=True)

    clouds = ["--provider", "aws", "--provider", "azure"]
    run("sample", str(exports), "--months", str(months), "--rows", str(rows), *clouds)
    run("ingest", str(exports), "--lake", str(lake))
    write_hostile(folder / "hostile")
    run("ingest", str(folder / "hostile"), "--lake", str(lake))
    return lake
