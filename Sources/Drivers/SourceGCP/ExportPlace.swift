import ObjectStorage

/// What the names of a file and its folders say: which export it is of, and which day or month of it, that is replaced
/// when it comes again.
///
/// `detailed/billing_period=2025-10/000000000000.parquet` is October of `detailed`, `202510_2025-10-03_7.csv` the rows
/// of that invoice which came in on 3 October. A file whose name tells no time is an export of its own.
struct ExportPlace: Equatable {
    /// Days and months are exports of their own: the same rows may be delivered both ways.
    let export: String
    /// `2025-10-03`, `202510_2025-10-03`, `2025-10`; nil where neither name nor folder tells.
    let run: String?
    /// Numbered files of one folder and one day or month are one delivery; nil for a file on its own.
    let group: String?

    init(_ key: ObjectKey) {
        let stem = Self.stem(key.name)
        let unnumbered = Self.withoutNumber(stem)
        let folders = key.segments.dropLast().map(String.init)
        let inName = Time(unnumbered)
        let time = inName ?? folders.reversed().lazy.compactMap(Time.init).first ?? Time(hive: folders)
        let words =
            Self.words(unnumbered) ?? folders.reversed().lazy.filter { !$0.contains("=") }.compactMap(Self.words).first
            ?? "billing"
        let folder = folders.joined(separator: "/")
        let isPart = unnumbered != stem || inName == nil && time != nil
        switch time {
        case .day(let day)?: (export, run) = ("\(words)-by-day", day)
        case .month(let month)?: (export, run) = ("\(words)-by-month", month)
        case nil: (export, run) = (words, isPart ? words : nil)
        }
        group = isPart ? "\(folder)|\(unnumbered)" : nil
    }

    private enum Time {
        case day(String)
        case month(String)

        /// Of a part of a path.
        init?(_ text: String) {
            let days = text.matches(of: NamePatterns.day)
            if !days.isEmpty {
                let invoice = text.firstMatch(of: NamePatterns.invoiceMonth).map { [String($0.output)] } ?? []
                self = .day((invoice + days.map { String($0.output.1) }).joined(separator: "_"))
            } else if let day = text.firstMatch(of: NamePatterns.compactDay) {
                self = .day("\(day.1)-\(day.2)-\(day.3)")
            } else if let month = text.firstMatch(of: NamePatterns.month) {
                self = .month("\(month.1)-\(month.2)")
            } else {
                return nil
            }
        }

        /// Of folders `year=2025/month=10/day=03`.
        init?(hive folders: [String]) {
            func number(_ key: String, _ width: Int) -> String? {
                let value = folders.last { $0.hasPrefix("\(key)=") }?.dropFirst(key.count + 1)
                guard let value, !value.isEmpty, value.count <= width, value.allSatisfy(\.isNumber) else { return nil }
                return String(repeating: "0", count: width - value.count) + value
            }
            guard let year = number("year", 4), let month = number("month", 2) else { return nil }
            self = number("day", 2).map { .day("\(year)-\(month)-\($0)") } ?? .month("\(year)-\(month)")
        }
    }

    private static func stem(_ name: String) -> String {
        var name = name
        for ending in [".gz", ".csv", ".json", ".ndjson", ".jsonl", ".parquet", ".snappy"]
        where name.lowercased().hasSuffix(ending) {
            name.removeLast(ending.count)
        }
        return name
    }

    /// BigQuery numbers with twelve digits, others with few behind a `_`, `-` or `.`.
    private static func withoutNumber(_ stem: String) -> String {
        if stem.firstMatch(of: NamePatterns.timeAtEnd) != nil { return stem }
        return stem.replacing(NamePatterns.partNumber, with: "")
    }

    /// What is left without times and fingerprints.
    private static func words(_ text: String) -> String? {
        let bare = text.replacing(NamePatterns.dashedTime, with: "").replacing(NamePatterns.compactTime, with: "-")
            .replacing(NamePatterns.fingerprint, with: "")
        let trimmed = bare.replacing(NamePatterns.gap, with: "-").replacing(NamePatterns.edge, with: "")
        return trimmed.contains(where: \.isLetter) ? trimmed : nil
    }
}
