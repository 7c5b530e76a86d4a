import ObjectStorage
import Testing

@testable import SourceGCP

@Suite("Names of GCP exports") struct ExportPlaceTests {
    @Test(
        arguments: [
            // BigQuery's parts in a folder of a month or a day.
            (
                "detailed/billing_period=2025-10/000000000001.parquet", "detailed-by-month", "2025-10",
                "detailed/billing_period=2025-10|"
            ),
            ("detailed/2025-10-03/rows-000000000000.json.gz", "rows-by-day", "2025-10-03", "detailed/2025-10-03|rows"),
            (
                "gcp/year=2025/month=1/day=07/000000000000.csv", "gcp-by-day", "2025-01-07",
                "gcp/year=2025/month=1/day=07|"
            ),
            ("gcp/year=2025/month=1/x.csv", "x-by-month", "2025-01", "gcp/year=2025/month=1|x"),
            // Koku's.
            ("koku/202208_2022-08-01_5.csv", "koku-by-day", "202208_2022-08-01", "koku|202208_2022-08-01"),
            ("koku/2022-08-01_5.csv", "koku-by-day", "2022-08-01", "koku|2022-08-01"),
            (
                "koku/202011_30c31bca571d9b7f3b2c8459dd8bc34a_2020-11-08_2020-11-11.csv", "koku-by-day",
                "202011_2020-11-08_2020-11-11", nil
            ),
            // One file each.
            ("gcp_billing_2025-10.ndjson", "gcp_billing-by-month", "2025-10", nil),
            ("gcp_billing_202510.jsonl.gz", "gcp_billing-by-month", "2025-10", nil),
            ("costs-20251003.csv.gz", "costs-by-day", "2025-10-03", nil),
            // No time anywhere: an export of its own.
            ("gcp/costs.csv", "costs", nil, nil), ("000000000000.json", "billing", "billing", "|"),
            ("gcp/costs-000000000001.json", "costs", "costs", "gcp|costs"),
        ] as [(String, String, String?, String?)])
    func place(path: String, export: String, run: String?, group: String?) throws {
        let place = ExportPlace(try ObjectKey(path))
        #expect(place.export == export && place.run == run && place.group == group, "\(place)")
    }
}
