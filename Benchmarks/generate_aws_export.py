#!/usr/bin/env python3
"""Write a synthetic AWS Cost and Usage Report of N rows for January 2025, the same for the same N: manifests and one .csv.gz.

Usage: generate_aws_export.py ROWS FOLDER          needs: pip install duckdb==2.0.0
150 columns, some 1,100 bytes a row, laid out as AWS does when it creates a new report each time. Cardinalities follow real bills:
40 accounts, 500 SKUs of which few are most of the rows, 30,000 resources, 744 hours, a line item id of its own for each row,
12 tags of which half are empty. Savings plans cover a twelfth of the rows; AWS's negations take exactly that back. Rows are in
no order, which is the hard case for dictionary encoding.
"""
import gzip
import json
import os
import pathlib
import shutil
import sys

import duckdb

ASSEMBLY, REPORT, PAYER = "20250201T040211Z", "monthly", "100000000001"
MONTH = "20250101-20250201"

# Facts of a row, before they are spelled: what kind of line, of which SKU and resource, when, how much.
FACTS = """
create temp macro noise(i, salt) as (hash(i * 31 + salt) >> 1)::bigint;
create temp table sku as
  select s, ['ec2', 'ec2', 'ec2', 'ec2', 'ebs', 'transfer', 's3', 'rds', 'lambda', 'cloudwatch'][s % 10 + 1] kind,
    noise(s, 1) % 14 region, (noise(s, 2) % 400000 + 100)::decimal(18,6) / 1000000 price
  from range(500) t(s);
create temp table draw as
  select i, case when i < covered then 'SavingsPlanCoveredUsage' when i < covered + discounted then 'DiscountedUsage'
      when i < covered + discounted + credits then 'Credit' else 'Usage' end type,
    (noise(i, 3) % 100000) * (noise(i, 3) % 100000) // 20000000 s, noise(i, 4) % 30000 res, noise(i, 5) % 744 as hour,
    (noise(i, 6) % 1000000)::decimal(18,6) / 1000 quantity
  from (select {rows} * 8 // 100 covered, {rows} * 3 // 100 discounted, {rows} // 400 credits), range({rows}) t(i);
create temp table usage as
  with placed as (
    select draw.* replace (if(type like '%Cover%' or type like '%Disc%', s - s % 10 + s % 4, s) as s) from draw)
  select i, type, placed.s s, if(type = 'Credit', null, res) res, hour,
    case when type like '%Cover%' then res % 6 else res % 40 end account,
    case when kind in ('ec2', 'rds') then 1.000000::decimal(18,6) else quantity end quantity,
    case type when 'DiscountedUsage' then 0 when 'Credit' then -(noise(i, 7) % 100000)::decimal(28,10) / 1000
      else (case when kind in ('ec2', 'rds') then 1 else quantity end * price)::decimal(28,10) end cost
  from placed join sku using (s);
create temp table negation as
  select 'SavingsPlanNegation' type, min(s) s, null::bigint res, hour, account, sum(quantity)::decimal(18,6) quantity,
    -sum(cost)::decimal(28,10) cost
  from usage where type = 'SavingsPlanCoveredUsage' group by hour, account;
create temp table fee as
  select 'SavingsPlanRecurringFee' type, 0::bigint s, null::bigint res, hour, plan account, 1.0::decimal(18,6) quantity,
    12.5::decimal(28,10) cost from range(744) t("hour"), range(6) p(plan)
  union all
  select 'RIFee', r % 4, null, 0, r % 40, 744, 37.2 from range(120) t(r)
  union all
  select 'Tax', r % 10, null, 0, r % 40, 1, (noise(r, 8) % 1000000)::decimal(28,10) / 1000 from range(400) t(r);
create temp table line as
  with extra as (select * from negation union all by name select * from fee),
  kept as (
    select * exclude (i) from usage where i < {rows} - (select count(*) from extra)
    union all by name select * from extra)
  select * from (select row_number() over () n, * from kept) order by noise(n, 9);
"""

# A covered row's negation must keep its row, so rows that make room for fees and negations are the last ones: plain usage.
INSTANCE = "kind in ('ec2', 'rds')"
HAS_PRODUCT = "type not in ('Tax', 'Credit', 'SavingsPlanRecurringFee')"
REGION = """['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'eu-north-1', 'eu-south-1',
  'ap-south-1', 'ap-northeast-1', 'ap-southeast-1', 'ap-southeast-2', 'ca-central-1', 'sa-east-1'][region + 1]"""
CODE = """case kind when 'ec2' then 'AmazonEC2' when 'ebs' then 'AmazonEC2' when 'transfer' then 'AWSDataTransfer'
  when 's3' then 'AmazonS3' when 'rds' then 'AmazonRDS' when 'lambda' then 'AWSLambda' else 'AmazonCloudWatch' end"""
FAMILY = "['t3', 'm5', 'c5', 'r5', 'm6g', 'c6g', 'r6g', 'x2'][s % 8 + 1]"
SIZE = "['large', 'xlarge', '2xlarge', '4xlarge'][s // 8 % 4 + 1]"
USAGE_TYPE = f"""'R' || region || case kind when 'ec2' then '-BoxUsage:' || {FAMILY} || '.' || {SIZE}
  when 'rds' then '-InstanceUsage:db.' || {FAMILY} || '.' || {SIZE} when 'ebs' then '-EBS:VolumeUsage.gp' || s % 3
  when 'transfer' then '-DataTransfer-Out-Bytes-' || s % 20 when 's3' then '-TimedStorage-' || s % 12
  when 'lambda' then '-Lambda-GB-Second-' || s % 4 else '-CW:Requests-' || s % 9 end"""
ACCOUNT = "printf('%012d', 200000000000 + account * 7919)"
PLAN = f"'arn:aws:savingsplans::{PAYER}:savingsplan/' || md5('plan' || account % 6)"
IS_PLAN = "type like 'SavingsPlan%'"
IS_FEE = "type = 'SavingsPlanRecurringFee'"
IS_RESERVED = "type in ('RIFee', 'DiscountedUsage')"
HOUR = "timestamp '2025-01-01' + hour * interval 1 hour"


def stamp(moment):
    return f"strftime({moment}, '%Y-%m-%dT%H:%M:%SZ')"


def decimal(sql):
    """As AWS spells amounts: no zeros at the end, E notation where it is tiny."""
    plain = f"rtrim(rtrim(({sql})::decimal(28,10)::varchar, '0'), '.')"
    tiny = f"(({sql}) * 10000000000)::bigint"
    return f"case when ({sql}) <> 0 and abs({sql}) < 0.000001 then {tiny} || 'E-10' else {plain} end"


def when(condition, sql):
    return f"case when {condition} then {sql} end"


def columns():
    """Header → SQL over `line` joined with `sku`; the product's columns depend on the SKU alone."""
    end = f"if(type in ('Tax', 'RIFee'), timestamp '2025-02-01', {HOUR} + interval 1 hour)"
    resource = f"""case kind when 'ec2' then 'i-0' || substr(md5('r' || res), 1, 16) when 'ebs' then 'vol-0' || substr(md5('r' || res), 1, 16)
      when 's3' then 'bucket-' || res % 900 when 'cloudwatch' then null when 'transfer' then null
      else 'arn:aws:' || kind || ':' || {REGION} || ':' || {ACCOUNT} || ':thing:' || res end"""
    table = {
        "identity/LineItemId": "md5('line' || n) || substr(md5('more' || n), 1, 20)",
        "identity/TimeInterval": f"{stamp(HOUR)} || '/' || {stamp(end)}",
        "bill/InvoiceId": "'INV' || (1000000 + account % 3)",
        "bill/InvoicingEntity": "'Amazon Web Services, Inc.'",
        "bill/BillingEntity": "'AWS'",
        "bill/BillType": "'Anniversary'",
        "bill/PayerAccountId": f"'{PAYER}'",
        "bill/BillingPeriodStartDate": "'2025-01-01T00:00:00Z'",
        "bill/BillingPeriodEndDate": "'2025-02-01T00:00:00Z'",
        "lineItem/UsageAccountId": ACCOUNT,
        "lineItem/LineItemType": "type",
        "lineItem/UsageStartDate": stamp(HOUR),
        "lineItem/UsageEndDate": stamp(end),
        "lineItem/ProductCode": f"if({IS_FEE}, 'ComputeSavingsPlans', {CODE})",
        "lineItem/UsageType": f"if({IS_FEE}, 'ComputeSP:1yrNoUpfront', {USAGE_TYPE})",
        "lineItem/Operation": when(HAS_PRODUCT, "['RunInstances', 'RunInstances:0002', 'CreateVolume', 'GetObject', 'Invoke'][s % 5 + 1]"),
        "lineItem/AvailabilityZone": when(f"{HAS_PRODUCT} and {INSTANCE}", f"{REGION} || ['a', 'b', 'c'][res % 3 + 1]"),
        "lineItem/ResourceId": when("res is not null", resource),
        "lineItem/UsageAmount": decimal("quantity"),
        "lineItem/NormalizationFactor": when(INSTANCE, "['4', '8', '16', '32'][s // 8 % 4 + 1]"),
        "lineItem/NormalizedUsageAmount": when(INSTANCE, "['4', '8', '16', '32'][s // 8 % 4 + 1]"),
        "lineItem/CurrencyCode": "'USD'",
        "lineItem/UnblendedRate": when(HAS_PRODUCT, decimal("price")),
        "lineItem/UnblendedCost": decimal("cost"),
        "lineItem/BlendedRate": when(HAS_PRODUCT, decimal("price")),
        "lineItem/BlendedCost": decimal("cost"),
        "lineItem/LineItemDescription": f"'$' || {decimal('price')} || ' per unit of \"' || {USAGE_TYPE} || '\", ' || {REGION}",
        "lineItem/TaxType": when("type = 'Tax'", "'VAT'"),
        "lineItem/LegalEntity": "'Amazon Web Services, Inc.'",
    }
    table |= product_columns() | commitment_columns()
    table |= {f"costCategory/{name}": f"'{name} ' || account % {count}" for name, count in
              [("Team", 20), ("Charge type", 5), ("Unit", 7), ("Product line", 12), ("Owner", 40)]}
    tags = [("aws:createdBy", 90), ("user:Name", 9000), ("user:app", 200), ("user:env", 4), ("user:team", 40), ("user:owner", 300),
            ("user:cost-center", 90), ("user:compliance", 3), ("user:stack", 60), ("user:version", 500), ("user:customer", 1200),
            ("aws:autoscaling:groupName", 700)]
    for at, (name, count) in enumerate(tags):
        filled = f"res is not null and noise(res, {at + 20}) % 8 < {[7, 5, 4, 4, 3, 2][at % 6]}"
        table[f"resourceTags/{name}"] = when(filled, f"'{name.split(':')[-1].lower()}-' || noise(res, {at + 40}) % {count}")
    return table


def product_columns():
    described = {
        "ProductName": CODE, "servicecode": CODE, "servicename": f"'Service ' || {CODE}", "region": REGION, "regionCode": REGION,
        "location": f"'Location of ' || {REGION}", "locationType": "'AWS Region'", "sku": "upper(substr(md5('sku' || s), 1, 16))",
        "usagetype": USAGE_TYPE, "productFamily": "'Family of ' || kind", "operation": "'Operation ' || s % 5",
        "fromLocation": when("kind = 'transfer'", f"'Location of ' || {REGION}"),
        "toLocation": when("kind = 'transfer'", "'External'"), "transferType": when("kind = 'transfer'", "'AWS Outbound'"),
        "instanceType": when(INSTANCE, f"{FAMILY} || '.' || {SIZE}"), "instanceTypeFamily": when(INSTANCE, FAMILY),
        "instanceFamily": when(INSTANCE, "'General purpose'"), "memory": when(INSTANCE, "(s // 8 % 4 + 1) * 8 || ' GiB'"),
        "vcpu": when(INSTANCE, "(s // 8 % 4 + 1) * 2"), "operatingSystem": when("kind = 'ec2'", "['Linux', 'Windows'][s % 2 + 1]"),
        "tenancy": when("kind = 'ec2'", "'Shared'"), "databaseEngine": when("kind = 'rds'", "'PostgreSQL'"),
        "deploymentOption": when("kind = 'rds'", "'Single-AZ'"), "volumeType": when("kind = 'ebs'", "'General Purpose'"),
        "storageClass": when("kind = 's3'", "'Standard'"), "group": when("kind = 'lambda'", "'AWS-Lambda-Duration'"),
    }
    rest = """clockSpeed comments capacitystatus currentGeneration dedicatedEbsThroughput description durability ebsOptimized ecu
      edition endpointType engineCode enhancedNetworkingSupported feeCode feeDescription intelAvx2Available intelAvxAvailable
      licenseModel marketoption maxIopsvolume maxThroughputvolume networkPerformance normalizationSizeFactor physicalProcessor
      preInstalledSw processorArchitecture processorFeatures storage storageMedia subscriptionType volumeApiName requestType
      vpcnetworkingsupport version""".split()
    for at, name in enumerate(rest):
        kinds = ["kind = 'ec2'", INSTANCE, "kind = 'ebs'", "kind = 's3'"][at % 4]
        described[name] = when(kinds, f"'{name} ' || noise(s, {at + 60}) % {2 + at % 9}")
    assert len(described) == 60, len(described)
    return {f"product/{name}": when(HAS_PRODUCT, sql) for name, sql in described.items()}


def commitment_columns():
    on_demand = f"{HAS_PRODUCT} and not ({IS_FEE})"
    used = "(10 + noise(hour, 11) % 3)::decimal(28,10)"
    return {
        "pricing/RateCode": when(on_demand, "upper(substr(md5('sku' || s), 1, 16)) || '.JRTCKXETXF.6YS6EN2CT7'"),
        "pricing/RateId": when(on_demand, "100000000 + s * 7"), "pricing/LeaseContractLength": when(IS_RESERVED, "'1yr'"),
        "pricing/OfferingClass": when(IS_RESERVED, "'standard'"), "pricing/PurchaseOption": when(IS_RESERVED, "'No Upfront'"),
        "pricing/publicOnDemandCost": when(on_demand, decimal("(quantity * price)")),
        "pricing/publicOnDemandRate": when(on_demand, decimal("price")),
        "pricing/term": when(on_demand, f"if({IS_RESERVED}, 'Reserved', 'OnDemand')"),
        "pricing/unit": when(on_demand, "['Hrs', 'GB-Mo', 'Requests', 'GB'][s % 4 + 1]"), "pricing/currency": "'USD'",
        "reservation/AmortizedUpfrontCostForUsage": when("type = 'DiscountedUsage'", "'0'"),
        "reservation/AmortizedUpfrontFeeForBillingPeriod": when("type = 'RIFee'", "'0'"),
        "reservation/EffectiveCost": when("type = 'DiscountedUsage'", decimal("price * 0.6")),
        "reservation/RecurringFeeForUsage": when("type = 'DiscountedUsage'", decimal("price * 0.6")),
        "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod": when("type = 'RIFee'", "'0'"),
        "reservation/UnusedNormalizedUnitQuantity": when("type = 'RIFee'", "'12'"),
        "reservation/UnusedQuantity": when("type = 'RIFee'", "'3'"),
        "reservation/UnusedRecurringFee": when("type = 'RIFee'", "'0.15'"),
        "reservation/UpfrontValue": when("type = 'RIFee'", "'0'"),
        "reservation/StartTime": when("type = 'RIFee'", "'2024-06-01T00:00:00.000Z'"),
        "reservation/EndTime": when("type = 'RIFee'", "'2025-06-01T00:00:00.000Z'"),
        "reservation/ModificationStatus": when("type = 'RIFee'", "'Original'"), "reservation/AvailabilityZone": "null",
        "reservation/NormalizedUnitsPerReservation": when("type = 'RIFee'", "'4'"),
        "reservation/NumberOfReservations": when("type = 'RIFee'", "'1'"),
        "reservation/ReservationARN": when(IS_RESERVED, f"'arn:aws:ec2:' || {REGION} || ':' || {ACCOUNT} || ':reserved-instances/' || s % 30"),
        "reservation/SubscriptionId": when(on_demand, "3000000000 + s * 13"),
        "reservation/TotalReservedNormalizedUnits": when("type = 'RIFee'", "'2976'"),
        "reservation/TotalReservedUnits": when("type = 'RIFee'", "'744'"), "reservation/UnitsPerReservation": when("type = 'RIFee'", "'744'"),
        "savingsPlan/SavingsPlanARN": when(IS_PLAN, PLAN), "savingsPlan/InstanceTypeFamily": "null",
        "savingsPlan/OfferingType": when(IS_PLAN, "'ComputeSavingsPlans'"),
        "savingsPlan/PaymentOption": when(IS_PLAN, "'No Upfront'"), "savingsPlan/PurchaseTerm": when(IS_PLAN, "'1yr'"),
        "savingsPlan/Region": when(IS_PLAN, "'Any'"), "savingsPlan/StartTime": when(IS_PLAN, "'2024-03-01T00:00:00.000Z'"),
        "savingsPlan/EndTime": when(IS_PLAN, "'2025-02-28T23:59:59.000Z'"),
        "savingsPlan/AmortizedUpfrontCommitmentForBillingPeriod": when(IS_FEE, "'0'"),
        "savingsPlan/RecurringCommitmentForBillingPeriod": when(IS_FEE, "'12.5'"),
        "savingsPlan/SavingsPlanEffectiveCost": when("type = 'SavingsPlanCoveredUsage'", decimal("cost * 0.7")),
        "savingsPlan/SavingsPlanRate": when("type = 'SavingsPlanCoveredUsage'", decimal("price * 0.7")),
        "savingsPlan/TotalCommitmentToDate": when(IS_FEE, "'12.5'"), "savingsPlan/UsedCommitment": when(IS_FEE, decimal(used)),
    }


def manifest(table, key):
    types = {"UsageStartDate": "DateTime", "UsageEndDate": "DateTime", "UnblendedCost": "BigDecimal", "UsageAmount": "BigDecimal"}
    parts = [name.split("/", 1) for name in table]
    return {
        "assemblyId": ASSEMBLY, "account": PAYER, "charset": "UTF-8", "compression": "GZIP", "contentType": "text/csv",
        "columns": [{"category": category, "name": name, "type": types.get(name, "String")} for category, name in parts],
        "reportId": "a" * 64, "reportName": REPORT, "bucket": "bills", "reportKeys": [key], "additionalArtifactKeys": [],
        "billingPeriod": {"start": "20250101T000000.000Z", "end": "20250201T000000.000Z"},
    }


def main():
    rows, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    top = folder / "cur" / REPORT / MONTH
    (top / ASSEMBLY).mkdir(parents=True)
    plain, packed = folder / "report.csv", top / ASSEMBLY / f"{REPORT}-1.csv.gz"
    table = columns()
    assert len(table) == 150, len(table)
    duckdb.sql(FACTS.format(rows=rows))
    cells = ", ".join(f'({sql})::varchar "{name}"' for name, sql in table.items())
    duckdb.sql(f"copy (select {cells} from line join sku using (s) order by n) to '{plain}' (header, delimiter ',')")
    with plain.open("rb") as text, packed.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as writer:
        shutil.copyfileobj(text, writer, 1 << 20)
    key = packed.relative_to(folder).as_posix()
    for place in (top / ASSEMBLY, top):
        (place / f"{REPORT}-Manifest.json").write_text(json.dumps(manifest(table, key), indent=1))
    print(f"{packed}: {plain.stat().st_size / 1e6:.0f} MB of CSV, {os.path.getsize(packed) / 1e6:.0f} MB packed")
    plain.unlink()


if __name__ == "__main__":
    main()
