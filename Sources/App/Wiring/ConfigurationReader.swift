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
        let hint = "--config, then BILLOW_CONFIG, then ./billow.yaml says which file it is"
        return try ConfigurationFile(try Self.text(path, hint: hint), path: path, datasets: datasets) { name in
            let beside = URL(fileURLWithPath: path).deletingLastPathComponent()
            let file = URL(fileURLWithPath: name, relativeTo: beside).path
            return (try Self.text(file, hint: "files lie where the configuration does, unless a path is given"), name)
        }
    }

    private static func text(_ path: String, hint: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw BillowError(.configuration, "\(path) cannot be read", hint: hint, source: path)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw BillowError(.configuration, "\(path) is no UTF-8 text", source: path)
        }
        return text
    }
}
