import BillingModel
import ConfigurationFiles
import Foundation

/// Reads the configuration's file.
struct ConfigurationReader {
    /// Nil is `billow.yaml` in the folder where the program runs, which need not be there.
    let path: String?

    private static let standard = "billow.yaml"

    func read(datasets: [String]) throws -> ConfigurationFile {
        if path == nil, !FileManager.default.fileExists(atPath: Self.standard) { return .none }
        let path = path ?? Self.standard
        return try ConfigurationFile(try Self.text(path), path: path, datasets: datasets)
    }

    private static func text(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw BillowError(
                .configuration, "the configuration cannot be read",
                hint: "--config, then BILLOW_CONFIG, then ./billow.yaml says which file it is", source: path)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw BillowError(.configuration, "the configuration is no UTF-8 text", source: path)
        }
        return text
    }
}
