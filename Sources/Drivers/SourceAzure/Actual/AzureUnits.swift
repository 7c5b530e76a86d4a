import SQLEngine

/// Units of measure without their block → FOCUS's spelling: plural, `GB-Months` for `GB/Month`.
enum AzureUnits {
    static let normalised: SQLText = {
        let pairs = spellings.map { "\($0.0): \($0.1)" as SQLText }
        return "MAP {\(sql: SQLText.joined(pairs, separator: ", "))}"
    }()

    private static let spellings: [(String, String)] = {
        var spellings: [(String, String)] = [
            ("Hour", "Hours"), ("hour", "Hours"), ("Hrs", "Hours"), ("1 Hour", "Hours"), ("Day", "Days"),
            ("day", "Days"),
            ("Month", "Months"), ("Minute", "Minutes"), ("Second", "Seconds"), ("Unit", "Units"), ("User", "Users"),
            ("Node", "Nodes"), ("Device", "Devices"), ("Connection", "Connections"), ("Certificate", "Certificates"),
            ("Request", "Requests"), ("API Calls", "Requests"), ("Resource", "Resources"), ("Core Hour", "Core-Hours"),
            ("Core Hours", "Core-Hours"), ("Unit Hours", "Unit-Hours"), ("/Month", "Units/Month"),
            ("/Day", "Units/Day"), ("/Hour", "Units/Hour"),
        ]
        for size in ["MB", "GB", "TB", "PB", "MiB", "GiB", "TiB", "PiB"] {
            for time in ["Second", "Minute", "Hour", "Day", "Month"] {
                let unit = "\(size)-\(time)s"
                spellings += [("\(size)/\(time)", unit), ("\(size) \(time)", unit), ("\(size) \(time)s", unit)]
            }
        }
        return spellings
    }()
}
