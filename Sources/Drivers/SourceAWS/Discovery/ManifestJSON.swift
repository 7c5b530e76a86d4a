import BillingModel
import Foundation

/// Which of AWS's two kinds of manifest a JSON document is, told by the fields it has.
enum ManifestJSON {
    case costAndUsageReport(JSONValue)
    case dataExport(JSONValue)

    /// Nil when the document is no manifest of AWS. Throws `badData` when it names a manifest's fields but is broken.
    static func parse(_ json: [UInt8], source: String) throws -> ManifestJSON? {
        let fields: JSONValue
        do {
            fields = try JSONDecoder().decode(JSONValue.self, from: Data(withoutBOM(json)))
        } catch {
            guard looksLikeManifest(json) else { return nil }
            throw BillowError(
                .badData, "an AWS manifest is not valid JSON",
                hint: "copy the file again; it may have been cut off while it was written", source: source, cause: error
            )
        }
        if fields["reportKeys"] != nil, fields["reportName"] ?? fields["assemblyId"] != nil {
            return .costAndUsageReport(fields)
        }
        if fields["dataFiles"]?.elements != nil || fields["exportArn"]?.text?.contains(":bcm-data-exports:") == true {
            return .dataExport(fields)
        }
        return nil
    }

    private static func withoutBOM(_ json: [UInt8]) -> ArraySlice<UInt8> {
        json.starts(with: [0xEF, 0xBB, 0xBF]) ? json.dropFirst(3) : json[...]
    }

    private static func looksLikeManifest(_ json: [UInt8]) -> Bool {
        let text = String(decoding: json, as: UTF8.self)
        return text.contains("\"reportKeys\"") || text.contains("\"assemblyId\"")
            || (text.contains("\"dataFiles\"") && text.contains("\"columns\""))
    }
}
