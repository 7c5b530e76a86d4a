import BillingModel
import ConfigurationFiles
import Foundation
import Serving

/// Reads the file of tokens, which nobody but its owner may.
package struct TokenReader: Sendable {
    private let path: String

    package init(path: String) {
        self.path = path
    }

    /// Differs where the file does, but for one that is changed twice within a tick of the clock.
    struct Mark: Equatable {
        let modified: Date?
        let sizeBytes: Int?
        let number: Int?
        let mode: Int?
    }

    var mark: Mark? {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let facts = try? FileManager.default.attributesOfItem(atPath: file) else { return nil }
        func number(_ key: FileAttributeKey) -> Int? { (facts[key] as? NSNumber)?.intValue }
        return Mark(
            modified: facts[.modificationDate] as? Date, sizeBytes: number(.size), number: number(.systemFileNumber),
            mode: number(.posixPermissions))
    }

    /// Throws `configuration`.
    package func read() throws -> [AccessToken] {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let facts = try? FileManager.default.attributesOfItem(atPath: file),
            let data = FileManager.default.contents(atPath: file)
        else { throw BillowError(.configuration, "\(path) cannot be read", source: path) }
        let mode = (facts[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard mode & 0o077 == 0 else {
            throw BillowError(
                .configuration, "others than its owner may read or change \(path)",
                hint: "it holds secrets: chmod 600 \(path)", source: path)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw BillowError(.configuration, "\(path) is no UTF-8 text", source: path)
        }
        return try TokenFile.tokens(text, path: path)
    }
}
