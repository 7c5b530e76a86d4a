import BillingModel
import Foundation
import Randomness
import Testing

@Suite("Forecasts of months that are over")
struct ForecastTrialTests {
    private static func rows(_ random: inout SeededGenerator) -> [CostRow] {
        ["2025-07", "2025-08", "2025-09", "2025-10"].flatMap { month in
            (1...(month == "2025-09" ? 30 : 31)).flatMap { day in
                ["USD", "EUR"].map { currency in
                    CostRow(
                        "\(month)-\(day < 10 ? "0" : "")\(day)", "\(Int.random(in: 90...130, using: &random)).25",
                        ["BillingCurrency": currency])
                }
            }
        }
    }

    @Test("each is what a lake that ends with that day forecasts, beside what the month cost")
    func trials() async throws {
        let seed = newSeed()
        print("ForecastTrialTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let rows = Self.rows(&random)
        let target = "/api/v1/forecast?as_of=2025-10-12"
        let reply = try await Desk(rows).json(target)
        for part in try #require(reply["forecast"] as? [[String: Any]]) {
            let trials = try #require(part["trials"] as? [[String: Any]])
            #expect(trials.map { $0["as_of"] as? String } == ["2025-09-12", "2025-08-12", "2025-07-12"])
            for trial in trials {
                let day = try #require(trial["as_of"] as? String)
                let then = try await Desk(rows.filter { $0.day <= day }).json("/api/v1/forecast?as_of=\(day)")
                let own = (then["forecast"] as? [[String: Any]])?.first {
                    $0["currency"] as? String == part["currency"] as? String
                }
                #expect(trial["expected"] as? String == own?["expected"] as? String, "seed \(seed), \(day)")
                let month = rows.filter {
                    $0.day.hasPrefix(day.prefix(7)) && $0.texts["BillingCurrency"] == part["currency"] as? String
                }
                let sum = month.compactMap(\.cost).reduce(ExactDecimal.zero) { $0.adding($1) ?? .zero }
                #expect(trial["actual"] as? String == sum.description, "seed \(seed), \(day)")
            }
        }
        let page = await (try Desk(rows)).get("/?as_of=2025-10-12&currency=USD").body
        #expect(page.contains("on this day it was off by"))
        let over = await (try Desk(rows)).get("/?as_of=2025-10-31").body
        #expect(!over.contains("on this day it was off by"))
    }

    @Test("months of which days are missing, or of which nothing is left, are left out")
    func leftOut() async throws {
        var random = SeededGenerator(seed: 1)
        let rows = Self.rows(&random).filter { $0.day > "2025-08-01" }
        let parts = try await Desk(rows).json("/api/v1/forecast?as_of=2025-10-30")["forecast"] as? [[String: Any]]
        let trials = parts?.first?["trials"] as? [[String: Any]]
        #expect(trials?.isEmpty == true, "\(trials ?? [])")
    }
}
