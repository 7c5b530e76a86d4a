#!/usr/bin/env python3
"""Write OCI FOCUS reports of N rows in all for January 2025, the same for the same N: 124 .csv.gz files, four a day.

Usage: generate_oci_export.py ROWS FOLDER          needs: pip install duckdb==2.0.0
49 columns, some 750 bytes a row, CRLF, in folders named by the day of creation; a file holds usage of some hours before it was
made, one row in four a day late. Cardinalities follow real reports: 300 SKUs, 8,000 resources, 60 compartments, JSON tags on
every row, a reference number of its own for each row, a hundredth of the rows corrections of others.
"""
import gzip
import os
import pathlib
import sys

import duckdb

FILES, TENANCY = 124, "ocid1.tenancy.oc1..aaaaaaaa2b7xq5kv3wz4y6n8m"

LINES = """
create temp macro noise(i, salt) as (hash(i * 31 + salt) >> 1)::bigint;
create temp table line as
  with draw as (
    select i, i * {files} // {rows} file, noise(i, 1) % 8000 res, (noise(i, 2) % 17000) * (noise(i, 2) % 17000) // 1000000 s,
      noise(i, 3) % 100 = 0 is_correction, (noise(i, 4) % 1000000)::decimal(18,6) / 10000 quantity from range({rows}) t(i))
  select draw.*, res % 60 compartment, res % 6 region,
    greatest(0, file * 6 - noise(i, 5) % 6 - if(noise(i, 6) % 4 = 0, 24, 0)) as hour,
    (noise(s, 7) % 300000 + 5)::decimal(18,8) / 1000000 price from draw;
"""

REGION = "['eu-frankfurt-1', 'us-ashburn-1', 'us-phoenix-1', 'uk-london-1', 'ap-tokyo-1', 'ca-toronto-1'][region + 1]"
SERVICE = "['COMPUTE', 'BLOCK_STORAGE', 'OBJECTSTORE', 'NETWORK', 'DATABASE', 'TELEMETRY'][s % 6 + 1]"
KIND = "['instance', 'volume', 'bucket', 'vnic', 'autonomousdatabase', 'metric'][s % 6 + 1]"
COST = "if(is_correction, -1, 1) * (quantity * price)"
QUANTITY = "if(is_correction, -1, 1) * quantity"
IS_OVERAGE = "s % 10 = 3"


def amount(sql):
    """Plain text, or E notation where it is tiny."""
    value = f"({sql})::decimal(28,14)"
    tiny = f"(({value}) * 100000000000000)::bigint || 'E-14'"
    return f"case when {value} <> 0 and abs({value}) < 0.001 then {tiny} else rtrim(rtrim({value}::varchar, '0'), '.') end"


def moment(hours):
    """Without seconds, as only the charge period is."""
    return f"strftime(timestamp '2025-01-01' + ({hours}) * interval 1 hour, '%Y-%m-%dT%H:%MZ')"


def reference(row):
    return f"md5('reference' || ({row}))"


COLUMNS = {
    "AvailabilityZone": f"case when s % 6 < 2 then 'fjrQ:' || upper({REGION}) || '-AD-' || res % 3 + 1 end",
    "BilledCost": amount(COST), "BillingAccountId": "'66012345'", "BillingAccountName": "null", "BillingCurrency": "'USD'",
    "BillingPeriodEnd": "'2025-02-01T00:00:00.000Z'", "BillingPeriodStart": "'2025-01-01T00:00:00.000Z'",
    "ChargeCategory": "'Usage'", "ChargeDescription": f"'Description of ' || {SERVICE} || ' - Standard - ' || s",
    "ChargeFrequency": "'Usage-based'", "ChargePeriodEnd": moment("hour + 1"), "ChargePeriodStart": moment("hour"),
    "ChargeSubcategory": "null", "CommitmentDiscountCategory": "null", "CommitmentDiscountId": "null",
    "CommitmentDiscountName": "null", "CommitmentDiscountType": "null", "EffectiveCost": "'0'", "InvoiceIssuer": "null",
    "ListCost": amount(COST), "ListUnitPrice": amount("price"), "PricingCategory": "null", "PricingQuantity": amount(QUANTITY),
    "PricingUnit": "['OCPU Hours', 'GB Months', 'GB Months', 'Gigabyte Outbound Data Transfer Per Month', 'ECPU Hours', "
                   "'Million Datapoints'][s % 6 + 1]",
    "Provider": "'Oracle'", "Publisher": "'Oracle'", "Region": REGION,
    "ResourceId": f"case when s % 6 = 2 then 'bucket-' || res else 'ocid1.' || {KIND} || '.oc1.' || {REGION} || '.' "
                  "|| md5('resource' || res) || substr(md5('more' || res), 1, 20) end",
    "ResourceName": "null", "ResourceType": KIND, "ServiceCategory": "['Compute', 'Storage', 'Storage', 'Networking', "
    "'Databases', 'Management and Governance'][s % 6 + 1]", "ServiceName": SERVICE, "SkuId": "'B' || 88000 + s",
    "SkuPriceId": "null", "SubAccountId": f"'{TENANCY}'", "SubAccountName": "'acmecorp'",
    "Tags": """'{"Operations.env":"' || ['prod', 'dev', 'test'][res % 3 + 1] || '","Operations.team":"team-' || res % 40
      || '","Operations.app":"app-' || res % 200 || '","Oracle-Tags.CreatedBy":"default/user' || res % 500 || '@acme.example"}'""",
    "UsageQuantity": amount(QUANTITY), "UsageUnit": "['OCPU Per Hour', 'GB Months', 'GB Months', 'Gigabytes', "
    "'ECPU Per Hour', 'Million Datapoints'][s % 6 + 1]",
    "oci_ReferenceNumber": reference("i"), "oci_CompartmentId": "'ocid1.compartment.oc1..aaaaaaaa' || md5('c' || compartment)",
    "oci_CompartmentName": "'compartment-' || compartment", "oci_OverageFlag": f"if({IS_OVERAGE}, 'Y', 'N')",
    "oci_UnitPriceOverage": f"case when {IS_OVERAGE} then {amount('price')} end",
    "oci_BilledQuantityOverage": f"case when {IS_OVERAGE} then {amount(QUANTITY)} end",
    "oci_CostOverage": f"case when {IS_OVERAGE} then {amount(COST)} end", "oci_AttributedUsage": amount(QUANTITY),
    "oci_AttributedCost": amount(COST), "oci_BackReferenceNumber": f"case when is_correction then {reference('i - 50')} end",
}


def main():
    rows, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    assert len(COLUMNS) == 49, len(COLUMNS)
    duckdb.sql(LINES.format(rows=rows, files=FILES))
    cells = ", ".join(f'({sql})::varchar "{name}"' for name, sql in COLUMNS.items())
    plain_bytes = packed_bytes = 0
    folder.mkdir(parents=True, exist_ok=True)
    plain = folder / "report.csv"
    for file in range(FILES):
        day = folder / "FOCUS Reports" / "2025" / "01" / f"{file // 4 + 1:02d}"
        day.mkdir(parents=True, exist_ok=True)
        packed = day / f"{1_000_001_507_847 + file * 311:016d}-00001.csv.gz"
        duckdb.sql(f"copy (select {cells} from line where file = {file} order by i) to '{plain}' (header, delimiter ',')")
        text = plain.read_bytes().replace(b"\n", b"\r\n")
        with packed.open("wb") as output, gzip.GzipFile("", "wb", 6, output, mtime=0) as writer:
            writer.write(text)
        plain_bytes += len(text)
        packed_bytes += os.path.getsize(packed)
    plain.unlink()
    print(f"{folder}: {FILES} files, {plain_bytes / 1e6:.0f} MB of CSV, {packed_bytes / 1e6:.0f} MB packed")


if __name__ == "__main__":
    main()
