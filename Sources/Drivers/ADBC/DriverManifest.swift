/// The two facts that an ADBC driver manifest (a TOML file) is read for: `shared`, a path or a table of paths by
/// platform, and `entrypoint`. It reads the simple `key = "text"` lines that manifests consist of.
struct DriverManifest {
    let shared: String?
    let entrypoint: String?

    init(_ text: String, platform: String = Self.platform) {
        var section = ""
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let line = Self.trimmed(line)
            if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
                section = Self.trimmed(line[line.index(after: line.startIndex)..<end]) + "."
            } else if !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") {
                let key = Self.trimmed(line[..<equals]).filter { $0 != "\"" && $0 != "'" }
                values[section + key] = Self.unquoted(Self.trimmed(line[line.index(after: equals)...]))
            }
        }
        shared = values["Driver.shared.\(platform)"] ?? values["Driver.shared"] ?? values["shared"]
        entrypoint = values["Driver.entrypoint"] ?? values["entrypoint"]
    }

    /// As manifests name it: `linux_amd64`.
    static let platform: String = {
        #if os(macOS)
            let system = "macos"
        #else
            let system = "linux"
        #endif
        #if arch(arm64)
            return system + "_arm64"
        #else
            return system + "_amd64"
        #endif
    }()

    private static func trimmed(_ text: some StringProtocol) -> String {
        let isBlank: (Character) -> Bool = \.isWhitespace
        return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }

    private static func unquoted(_ text: String) -> String? {
        guard let quote = text.first, quote == "\"" || quote == "'" else { return nil }
        return text.dropFirst().firstIndex(of: quote).map { String(text[text.index(after: text.startIndex)..<$0]) }
    }
}
