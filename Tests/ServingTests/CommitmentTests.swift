import BillingModel
import Foundation
import Randomness
import Testing

@Suite("Commitments: used, unused, bought, saved")
struct CommitmentTests {
    private static func row(
        _ id: String?, _ cost: String, _ category: String = "Usage", _ status: String? = nil, list: String? = nil,
        currency: String = "USD"
    ) -> CostRow {
        var row = CostRow("2025-11-03", cost, ["ChargeCategory": category, "BillingCurrency": currency])
        row.texts["CommitmentDiscountId"] = id
        row.texts["CommitmentDiscountName"] = id.map { "Plan \($0)" }
        row.texts["CommitmentDiscountStatus"] = status
        row.list = list.flatMap { ExactDecimal.parse($0).value }
        return row
    }

    private static func commitments(_ rows: [CostRow], _ query: String = "") async throws -> [[String: Any]] {
        let reply = try await Desk(rows).json("/api/v1/commitments\(query)")
        return try #require(reply["commitments"] as? [[String: Any]], "\(reply)")
    }

    @Test func whatItCostAndSpared() async throws {
        let rows = [
            Self.row("c-1", "30.5", "Usage", "Used", list: "50"), Self.row("c-1", "9.5", "Usage", "Unused", list: "0"),
            Self.row("c-1", "365", "Purchase"), Self.row(nil, "99", "Usage", nil, list: "99"),
        ]
        let found = try await Self.commitments(rows)
        #expect(found.count == 1)
        let texts = found[0].compactMapValues { $0 as? String }
        #expect(texts["id"] == "c-1" && texts["name"] == "Plan c-1" && texts["category"] == "Usage")
        #expect(texts["used"] == "30.500000000000000000" && texts["unused"] == "9.500000000000000000")
        #expect(texts["purchases"] == "365.000000000000000000")
        #expect(texts["saved_off_list"] == "10.000000000000000000" && texts["utilisation_percent"] == "76.3")
        #expect(found[0]["saved_off_contracted"] is NSNull && found[0]["covered_contracted"] is NSNull)
        let page = await (try Desk(rows)).get("/commitments").body
        for text in ["Plan c-1", "76.3 %", "30.50", "9.50", "365.00", "10.00", "unknown"] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test func whatIsNotToldIsNotZero() async throws {
        let untold = try await Self.commitments([
            Self.row("c-1", "3", "Usage", "Used", list: "5"), Self.row("c-1", "4", "Usage", nil, list: "5"),
        ])
        for name in ["used", "unused", "utilisation_percent", "saved_off_list"] {
            #expect(untold[0][name] is NSNull, "\(name)")
        }
        #expect(untold[0]["purchases"] as? String == "0.000000000000000000")
        let priceless = try await Self.commitments([
            Self.row("c-1", "3", "Usage", "Used", list: "5"), Self.row("c-1", "4", "Usage", "Used"),
        ])
        #expect(priceless[0]["used"] as? String == "7.000000000000000000")
        #expect(priceless[0]["saved_off_list"] is NSNull)
        // Of actual cost: what was covered is at zero, and what it was bought for is spread over nothing.
        let free = try await Self.commitments([Self.row("c-1", "0", "Usage", "Used", list: "5")])
        #expect(free[0]["used"] is NSNull && free[0]["unused"] is NSNull && free[0]["saved_off_list"] is NSNull)
        #expect(free[0]["covered_list"] as? String == "5.000000000000000000")
        let idle = try await Self.commitments([Self.row("c-1", "365", "Purchase")])
        #expect(idle[0]["utilisation_percent"] is NSNull)
        #expect(idle[0]["used"] as? String == "0.000000000000000000")
    }

    @Test func randomRowsAddUp() async throws {
        let seed = newSeed()
        print("CommitmentTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let rows = (0..<300).map { _ -> CostRow in
            var row = Self.row(
                random.pick(["c-1", "c-2", "c-3", nil]), "0", random.pick(["Usage", "Usage", "Purchase", "Tax"]),
                random.pick(["Used", "Used", "Unused"]), currency: random.pick(["USD", "EUR"]))
            row.cost = random.amount()
            row.list = random.amount()
            return row
        }
        let reply = try await Desk(rows).json("/api/v1/commitments")
        let found = try #require(reply["commitments"] as? [[String: Any]])
        func sum(_ rows: [CostRow], _ amount: (CostRow) -> ExactDecimal?) -> ExactDecimal {
            rows.compactMap(amount).reduce(.zero) { $0.adding($1) ?? .zero }
        }
        var sums: [String: ExactDecimal] = [:]
        for use in found {
            let (id, currency) = (use["id"] as? String, use["currency"] as? String)
            let own = rows.filter {
                $0.texts["CommitmentDiscountId"] == id && $0.texts["BillingCurrency"] == currency
            }
            func of(_ category: String, _ status: String?) -> [CostRow] {
                own.filter {
                    $0.texts["ChargeCategory"] == category
                        && (status == nil || $0.texts["CommitmentDiscountStatus"] == status)
                }
            }
            let (used, unused) = (sum(of("Usage", "Used"), \.cost), sum(of("Usage", "Unused"), \.cost))
            let list = sum(of("Usage", "Used"), \.list)
            let expected = [
                "used": used, "unused": unused, "purchases": sum(of("Purchase", nil), \.cost), "covered_list": list,
                "saved_off_list": sum([]) { _ in nil }.adding(list)?.adding(used.negated())?.adding(unused.negated()),
            ]
            for (name, amount) in expected {
                #expect(use[name] as? String == amount?.description, "seed \(seed) \(id ?? "") \(name)")
            }
            sums[currency ?? "", default: .zero] = sums[currency ?? "", default: .zero].adding(used) ?? .zero
        }
        #expect(found.count == 6, "seed \(seed)")
        let totals = try #require(reply["totals"] as? [[String: Any]])
        #expect(totals.count == 2)
        for total in totals {
            #expect(total["used"] as? String == sums[total["currency"] as? String ?? ""]?.description, "seed \(seed)")
        }
    }

    @Test func anHonestEmptyPage() async throws {
        let page = await (try Desk([CostRow("2025-11-01", "5")])).get("/commitments")
        #expect(page.status == 200 && page.body.contains("No charge in this time names a commitment"))
    }
}
