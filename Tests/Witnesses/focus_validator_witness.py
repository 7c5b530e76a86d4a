#!/usr/bin/env python3
"""Compares `billow conformance` with FinOps' focus_validator, rule by rule, on the same rows.

Usage: focus_validator_witness.py LAKE CONFORMANCE.json

Reads the table `focus` of a lake without Billow, lets focus_validator 1.0.0 (the newest on PyPI) check each source's rows as a FOCUS 1.0
file, and looks up the rule of the same meaning in what `billow conformance --output json` said. Prints what was compared as JSON. Exits
with 1 where verdicts differ, but for those that WRONG explains.
"""
import json
import os
import re
import sys

import numpy

# The validator's pandera spells types as numpy 1 did.
for old, new in [("string_", "bytes_"), ("unicode_", "str_"), ("float_", "float64"), ("complex_", "complex128")]:
    setattr(numpy, old, getattr(numpy, new))

import deltalake
import focus_validator
import pandas
import pyarrow
import pyarrow.compute
from focus_validator.rules.spec_rules import SpecRules

VERSION = "1.0"
# What a check of the validator is called after its column, and how the rule of the same meaning reads.
MEANINGS = {
    "Required": "MUST be present in a FOCUS dataset",
    "IsString": "MUST be of type String.",
    "IsDecimal": "MUST be of type Decimal.",
    "IsDateTime": "MUST be of type Date/Time.",
    "IsCurrencyCode": "MUST conform to CurrencyFormat requirements.",
    "IsJSONObject": "MUST conform to KeyValueFormat requirements.",
    "NotNull": "MUST NOT be null.",
    "Enum": "MUST be one of the allowed values.",
    "Enum_1.0": "MUST be one of the allowed values.",
}
# The one value of this column is told in another sentence.
ONE_VALUE = {"ChargeClass_Enum": "ChargeClass MUST be \"Correction\" when ChargeClass is not null."}
# Checks of the validator that contradict the specification which they check.
WRONG = {
    "InvoiceIssuer_Required": "the column of FOCUS 1.0 is InvoiceIssuerName",
    "Provider_Required": "the column of FOCUS 1.0 is ProviderName",
    "Publisher_Required": "the column of FOCUS 1.0 is PublisherName",
    "ResourceID_Required": "the column of FOCUS 1.0 is ResourceId",
    "SkuPriceId_Nullable": "reads ChargeType, a column of FOCUS before 1.0, and fails without it",
}


def text(value):
    return None if value is None else json.dumps(dict(value))


def frame(table):
    """One source's rows as the validator reads them from a file, with texts that stay texts."""
    columns = {}
    for name in table.column_names:
        if name.startswith("x_"):
            continue
        column = table[name]
        values = column.to_pylist()
        if pyarrow.types.is_map(column.type):
            values = [text(value) for value in values]
        elif pyarrow.types.is_timestamp(column.type):
            values = [value and value.strftime("%Y-%m-%dT%H:%M:%SZ") for value in values]
        elif pyarrow.types.is_decimal(column.type):
            values = pandas.array([None if value is None else float(value) for value in values], dtype="float64")
        columns[name] = values
    return pandas.DataFrame(columns)


def verdicts(rows):
    folder = os.path.dirname(focus_validator.__file__)
    rules = SpecRules(
        override_filename=None, rule_set_path=os.path.join(folder, "rules", "version_sets"), rules_version=VERSION,
        column_namespace=None)
    rules.load()
    result = rules.validate(rows)
    if not hasattr(result, "checklist"):
        result.process_result()
    return {name: check.status.name for name, check in result.checklist.items()}


def compare(theirs, ours):
    by_text = [(rule["text"], rule["verdict"], rule["rule"]) for rule in ours["rules"]]
    found = {"compared": 0, "failed": [], "differ": [], "explained": [], "alone": []}
    for check, status in sorted(theirs.items()):
        column, _, meaning = check.partition("_")
        wanted = ONE_VALUE.get(check) or (f"{column} {MEANINGS[meaning]}" if meaning in MEANINGS else None)
        rule = next((rule for rule in by_text if wanted and rule[0].startswith(wanted)), None)
        if check in WRONG:
            if status == "FAILED":
                found["explained"].append(check)
        elif rule is None:
            # The newer model has no such rule; if it fails nevertheless, somebody must look.
            found["alone" if status == "PASSED" else "differ"].append(check)
        else:
            found["compared"] += 1
            if (status == "FAILED") != (rule[1] == "failed"):
                found["differ"].append(f"{check}: {status}, {rule[2]}: {rule[1]}")
            elif status == "FAILED":
                found["failed"].append(check)
    return found


def main():
    lake, conformance = sys.argv[1:3]
    # The validator finds its list of currencies from here.
    table = deltalake.DeltaTable(os.path.join(lake, "focus")).to_pyarrow_table()
    with open(conformance, encoding="utf-8") as file:
        sources = json.load(file)["sources"]
    os.chdir(os.path.dirname(os.path.dirname(focus_validator.__file__)))
    result = {}
    for source in sources:
        rows = table.filter(pyarrow.compute.equal(table["x_source"], source["source"]))
        assert len(rows) == source["rows"], (source["source"], len(rows), source["rows"])
        result[source["source"]] = compare(verdicts(frame(rows)), source)
    print(json.dumps(result, indent=1))
    sys.exit(1 if any(found["differ"] for found in result.values()) else 0)


main()
