import BillingModel
import Testing

@testable import Reporting

@Suite("Which billing periods a range may have rows of")
struct ReportRangeTests {
    @Test func months() throws {
        let range = try ReportRange(from: "2025-10", through: "2025-12")
        #expect(["2025-10", "2025-11", "2025-12"].allSatisfy(range.reaches))
        #expect(!["2025-09", "2026-01", "2024-11", "1900-01"].contains(where: range.reaches))
        #expect(try ReportRange(from: nil, through: "2025-01").reaches("1999-12"))
        #expect(try !ReportRange(from: "2025-01", through: nil).reaches("2024-12"))
    }

    @Test("what cannot be told is looked at")
    func others() throws {
        #expect(try ReportRange(from: "2025-10", through: "2025-10").reaches(nil))
        #expect(try ReportRange(from: "2025-10-01", through: "2025-10-02").reaches("2024-01"))
        #expect(ReportRange.all.reaches("2024-01"))
    }

    @Test("questions about tags need every row, for what may have been meant")
    func needs() throws {
        let month = try ReportRange(from: "2025-10", through: "2025-10")
        #expect(try CostReport(dimensions: ["service"], range: month).needs == month)
        #expect(try CostReport(dimensions: ["tag:team"], range: month).needs == .all)
        #expect(try CostReport(range: month, filters: [("tag:team", "a")]).needs == .all)
    }
}
