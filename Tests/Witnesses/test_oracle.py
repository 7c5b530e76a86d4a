#!/usr/bin/env python3
"""The oracle against sums worked out by hand. Run by scripts/test; alone: python3 Tests/Witnesses/test_oracle.py"""
import gzip
import json
import pathlib
import tempfile
import unittest

import oracle

CUR = "lineItem/LineItemType,lineItem/CurrencyCode,lineItem/UnblendedCost,lineItem/NetUnblendedCost," \
    "reservation/ReservationARN,reservation/EffectiveCost,reservation/UnusedAmortizedUpfrontFeeForBillingPeriod," \
    "reservation/UnusedRecurringFee,savingsPlan/SavingsPlanEffectiveCost,savingsPlan/TotalCommitmentToDate," \
    "savingsPlan/UsedCommitment\n"
OCI = "BillingPeriodStart,BillingCurrency,BilledCost,EffectiveCost,CommitmentDiscountId,oci_ReferenceNumber\n"


class OracleTests(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = pathlib.Path(temporary.name)

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        file.write_bytes(gzip.compress(data) if path.endswith(".gz") else data)
        return file

    def cur_manifest(self, path, run, key):
        self.write(path, json.dumps({
            "assemblyId": run, "account": "012345678901", "reportName": "daily", "reportKeys": [key],
            "billingPeriod": {"start": "20251001T000000.000Z", "end": "20251101T000000.000Z"}}))

    def totals(self):
        return {
            (one["dataset"], one["period"]): (one["rows"], one["totals"]) for one in oracle.read_folder(self.root)}

    def test_each_kind_of_cur_line(self):
        rows = [
            "Usage,USD,1.1,,,,,,,,",  # 1.1 / 1.1
            "Usage,USD,9,0.9,,,,,,,",  # net before gross: 0.9 / 0.9
            "DiscountedUsage,USD,0,,arn,0.25,,,,,",  # 0 / 0.25
            "RIFee,USD,7,,arn,,0.5,0.125,,,",  # 7 / 0.625
            "Fee,USD,100,,arn,,,,,,",  # 100 / 0
            "Fee,USD,3,,,,,,,,",  # 3 / 3
            "SavingsPlanCoveredUsage,USD,4,,,,,,2.5,,",  # 4 / 2.5
            "SavingsPlanNegation,USD,-4,,,,,,,,",  # -4 / 0
            "SavingsPlanRecurringFee,USD,10,,,,,,,10,8.5",  # 10 / 1.5
            "Credit,EUR,-6.71E-8,,,,,,,,",
        ]
        self.cur_manifest("cur/20251001-20251101/A/daily-Manifest.json", "A", "cur/20251001-20251101/A/daily-1.csv.gz")
        self.write("cur/20251001-20251101/A/daily-1.csv.gz", CUR + "\n".join(rows) + "\n")
        self.assertEqual(self.totals(), {("aws-cur", "2025-10"): (10, {
            "EUR": {"billed": "-0.000000067100000000", "effective": "-0.000000067100000000"},
            "USD": {"billed": "122.000000000000000000", "effective": "9.875000000000000000"}})})

    def test_the_newest_complete_run_counts(self):
        for run, cost in (("20251005T000000Z", "1"), ("20251006T000000Z", "2")):
            folder = f"cur/20251001-20251101/{run}"
            self.cur_manifest(f"{folder}/daily-Manifest.json", run, f"{folder}/daily-1.csv")
            self.write(f"{folder}/daily-1.csv", f"{CUR}Usage,USD,{cost},,,,,,,,\n")
        self.assertEqual(self.totals()["aws-cur", "2025-10"][1]["USD"]["billed"], "2.000000000000000000")
        (self.root / "cur/20251001-20251101/20251006T000000Z/daily-1.csv").unlink()
        self.assertEqual(self.totals()["aws-cur", "2025-10"][1]["USD"]["billed"], "1.000000000000000000")

    def test_azure_counts_declared_rows_and_zeroes_purchases_of_commitments(self):
        folder = "azure/daily/20251001-20251031/202510060000/run-1"
        text = "MeterId,BillingCurrencyCode,CostInBillingCurrency,ChargeType,PricingModel\n" \
            "m,GBP,50,Purchase,Reservation\nm,GBP,0.1,Usage,OnDemand\n"
        data = self.write(f"{folder}/part_0_0001.csv", text)
        manifest = {
            "manifestVersion": "2024-04-01", "dataRowCount": 2,
            "exportConfig": {"exportName": "daily", "type": "ActualCost", "resourceId": "/scope"},
            "runInfo": {"runId": "run-1", "submittedTime": "2025-10-06T00:00:00Z", "startDate": "2025-10-01T00:00:00"},
            "blobs": [{"blobName": f"container/elsewhere/{folder}/part_0_0001.csv", "byteCount": data.stat().st_size}]}
        self.write(f"{folder}/manifest.json", json.dumps(manifest))
        self.assertEqual(self.totals(), {("azure-actual", "2025-10"): (2, {
            "GBP": {"billed": "50.100000000000000000", "effective": "0.100000000000000000"}})})
        manifest["dataRowCount"] = 3
        self.write(f"{folder}/manifest.json", json.dumps(manifest))
        self.assertEqual(self.totals(), {})

    def azure_manifest(self, export, kind, text):
        folder = f"azure/{export}/20251001-20251031/202510060000/{export}-1"
        data = self.write(f"{folder}/part_0_0001.csv", text)
        self.write(f"{folder}/manifest.json", json.dumps({
            "manifestVersion": "2024-04-01",
            "exportConfig": {"exportName": export, "type": kind, "resourceId": f"/scope/providers/cost/exports/{export}"},
            "runInfo": {"runId": f"{export}-1", "submittedTime": "2025-10-06", "startDate": "2025-10-01T00:00:00"},
            "blobs": [{"blobName": f"container/{folder}/part_0_0001.csv", "byteCount": data.stat().st_size}]}))

    def test_amortised_cost_is_added_up_with_its_share_beside_the_bill(self):
        header = "MeterId,BillingCurrencyCode,CostInBillingCurrency,ChargeType,PricingModel\n"
        shares = "m,GBP,40,Usage,Reservation\nm,GBP,10,UnusedReservation,Reservation\n"
        rest = "m,GBP,0.1,Usage,OnDemand\n"
        self.azure_manifest("spread", "AmortizedCost", header + shares + rest)
        self.assertEqual(self.totals()["azure-amortised", "2025-10"], (3, {
            "GBP": {"billed": "0.100000000000000000", "effective": "50.100000000000000000"}}))
        self.azure_manifest("bill", "ActualCost", header + "m,GBP,50,Purchase,Reservation\n" + rest)
        self.assertEqual(self.totals(), {
            ("azure-actual", "2025-10"): (2, {
                "GBP": {"billed": "50.100000000000000000", "effective": "0.100000000000000000"}}),
            ("azure-amortised", "2025-10"): (3, {
                "GBP": {"billed": "0.000000000000000000", "effective": "50.000000000000000000"}})})

    def test_oci_rows_go_to_their_months(self):
        self.write("oci/0001-00001.csv.gz", OCI + "2025-10-01T00:00:00.000Z,USD,0.3,0,,r1\n2025-11-01T00:00Z,USD,1,1,,r2\n")
        self.write("oci/0002-00001.csv", OCI + "2025-10-01T00:00:00.000Z,USD,0.6,0,commitment,r3\n")
        totals = self.totals()
        self.assertEqual(totals["oci-focus", "2025-10"], (2, {
            "USD": {"billed": "0.900000000000000000", "effective": "0.300000000000000000"}}))
        self.assertEqual(totals["oci-focus", "2025-11"][0], 1)

    def test_a_vendors_focus_is_told_from_a_clouds(self):
        header = "BillingPeriodStart,BillingCurrency,BilledCost,EffectiveCost"
        self.write("one/costs-2025-10.csv", f"{header}\n2025-10-01T00:00:00Z,EUR,1.5,1.25\n")
        self.write("two/part_0_0001.csv", f"{header},x_SkuMeterId\n2025-10-01T00:00:00Z,EUR,2,2,m\n")
        self.assertEqual(self.totals(), {
            ("plain-focus", "2025-10"): (1, {
                "EUR": {"billed": "1.500000000000000000", "effective": "1.250000000000000000"}}),
            ("azure-focus", "2025-10"): (1, {
                "EUR": {"billed": "2.000000000000000000", "effective": "2.000000000000000000"}})})

    def test_money(self):
        self.assertEqual(str(oracle.money("0.0000000000000000005")), "0E-18")
        self.assertEqual(f'{oracle.money("0.0000000000000000015"):f}', "0.000000000000000002")
        self.assertEqual(f"{oracle.money(0.1):f}", "0.100000000000000000")
        self.assertIsNone(oracle.money(""))
        for text in ("1,5", "abc", "NaN", "--1", "1e99"):
            with self.assertRaises(oracle.Unreadable):
                oracle.money(text)


if __name__ == "__main__":
    unittest.main()
