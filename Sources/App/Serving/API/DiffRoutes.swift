import BillingModel
import Pipeline
import Reporting

/// What a delivery changed.
enum DiffRoutes {
    static let all = [diff]

    static let parameters =
        AskedMonth.parameters + [
            Parameter("from", .number(0...1_000_000_000), "The earlier generation. Default: the one before the later."),
            Parameter("to", .number(0...1_000_000_000), "The later generation. Default: the shown one."),
        ]

    static let diff = Route(
        "/api/v1/diff", "What changed between two generations of a month: by service, account and day.",
        parameters: parameters + [.format], kinds: [.json, .csv],
        handler: .lake { arguments, state in
            let format = try Format.asked(arguments)
            let compared = try await compared(arguments, state)
            let meta = JSONText.object([("versions", state.versions.json)])
            switch format {
            case .json: return Content(.json, JSONText.object([("meta", meta)] + compared.members) + "\n")
            case .csv, .parquet: return Content(.csv, compared.comparison.csv)
            }
        })

    /// One month must be meant.
    static func compared(_ arguments: Arguments, _ state: LakeState) async throws -> ComparedGenerations {
        let month = try AskedMonth(arguments)
        let (from, to) = (
            try arguments.number("from", in: 0...1_000_000_000), try arguments.number("to", in: 0...1_000_000_000)
        )
        let meant = try await state.contents().months.filter { month.filter.contains($0.key) }
        guard meant.count <= 1 else {
            throw Problem(
                400, "\(meant.count) months are meant", parameter: month.period == nil ? "period" : "source",
                hint: "name one by period, source and export")
        }
        return try await state.whole().compare(month.filter, from: from, to: to)
    }
}
