import BillingModel
import BillingSources

/// What `billow.yaml` says; docs/configuration.md tells its keys.
package struct ConfigurationFile: Sendable {
    /// Nil where there is no file.
    package let path: String?
    package let hints: DeliveryHints

    static let sections = ["sources"]

    package static let none = ConfigurationFile()

    private init() {
        path = nil
        hints = .none
    }

    /// `path` is for messages, `datasets` are those that there are. Throws `configuration` naming the line.
    package init(_ text: String, path: String, datasets: [String]) throws {
        self.path = path
        guard let root = try Setting(yaml: text, file: path) else {
            hints = .none
            return
        }
        let sections = try root.section(Self.sections)
        hints = try DeliveryHints(sections["sources"], datasets: datasets)
    }
}

extension ConfigurationFile: CustomStringConvertible {
    package var description: String {
        guard let path else { return "none; ./billow.yaml, --config or BILLOW_CONFIG would be read" }
        return "\(path): \(hints.entries.count) source hints"
    }
}
