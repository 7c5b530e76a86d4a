import Synchronization

/// What the server did since it started, as Prometheus reads it.
package final class ServerFacts: Sendable {
    private struct Key: Hashable {
        let route: String
        let status: Int
    }

    private struct Sum {
        var count = 0
        var micros = 0
        var slower = [Int](repeating: 0, count: ServerFacts.boundsMicros.count)
    }

    private struct State {
        var sums: [Key: Sum] = [:]
        var kept = 0
        var made = 0
    }

    private static let boundsMicros = [1000, 5000, 25_000, 100_000, 500_000, 2_500_000]
    private let state = Mutex(State())

    package init() {}

    func add(route: String, status: Int, micros: Int) {
        state.withLock { state in
            var sum = state.sums[Key(route: route, status: status)] ?? Sum()
            sum.count += 1
            sum.micros += micros
            for (at, bound) in Self.boundsMicros.enumerated() where micros <= bound { sum.slower[at] += 1 }
            state.sums[Key(route: route, status: status)] = sum
        }
    }

    func add(wasKept: Bool) {
        state.withLock { state in
            if wasKept { state.kept += 1 } else { state.made += 1 }
        }
    }

    package var text: String {
        let state = state.withLock { $0 }
        let sums = state.sums.sorted { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }
        var text = "# HELP billow_http_request_duration_seconds Requests by route and status.\n"
        text += "# TYPE billow_http_request_duration_seconds histogram\n"
        let name = "billow_http_request_duration_seconds"
        for (key, sum) in sums {
            let labels = "route=\"\(key.route)\",status=\"\(key.status)\""
            for (at, bound) in Self.boundsMicros.enumerated() {
                text += "\(name)_bucket{\(labels),le=\"\(Self.seconds(bound))\"} \(sum.slower[at])\n"
            }
            text += "\(name)_bucket{\(labels),le=\"+Inf\"} \(sum.count)\n"
            text += "\(name)_sum{\(labels)} \(Self.seconds(sum.micros))\n\(name)_count{\(labels)} \(sum.count)\n"
        }
        text += "# HELP billow_replies_total Replies that were kept from an equal question, and that were made.\n"
        text += "# TYPE billow_replies_total counter\n"
        text +=
            "billow_replies_total{from=\"cache\"} \(state.kept)\nbillow_replies_total{from=\"lake\"} \(state.made)\n"
        return text
    }

    private static func seconds(_ micros: Int) -> String {
        let digits = String(micros)
        let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
        return "\(padded.dropLast(6)).\(padded.suffix(6))"
    }
}
