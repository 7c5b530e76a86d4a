import BillingModel
import ConfigurationFiles
import Foundation
import Serving

/// Reads the file of tokens, which nobody but its owner may.
package struct TokenReader {
    private let path: String

    package init(path: String) {
        self.path = path
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
