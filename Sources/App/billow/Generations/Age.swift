import ArgumentParser

/// A length of time: `30d`, `12h`.
struct Age: ExpressibleByArgument, CustomStringConvertible {
    let millis: Int64

    init(millis: Int64) {
        self.millis = millis
    }

    init?(argument: String) {
        let units: [Character: Int64] = ["d": 86_400_000, "h": 3_600_000]
        guard let unit = argument.last.flatMap({ units[$0] }), let count = Int64(argument.dropLast()),
            (0...100_000).contains(count)
        else { return nil }
        millis = count * unit
    }

    var description: String {
        millis.isMultiple(of: 86_400_000) ? "\(millis / 86_400_000)d" : "\(millis / 3_600_000)h"
    }

    var defaultValueDescription: String { description }
}
