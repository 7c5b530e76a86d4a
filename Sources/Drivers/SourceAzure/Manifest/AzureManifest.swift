import BillingModel
import Foundation
import ObjectStorage

/// An export's `manifest.json`, version 2024-04-01 or 2021-01-01. Every field may be absent or null.
struct AzureManifest: Decodable {
    var manifestVersion: String?
    var byteCount: Count?
    var blobCount: Count?
    var dataRowCount: Count?
    var exportConfig: ExportConfig?
    var runInfo: RunInfo?
    var blobs: [Blob]?

    struct ExportConfig: Decodable {
        var exportName: String?
        var resourceId: String?
        var type: String?
        var dataVersion: String?
    }

    struct RunInfo: Decodable {
        var submittedTime: String?
        var runId: String?
        var startDate: String?
    }

    struct Blob: Decodable {
        var blobName: String?
        var byteCount: Count?
        var dataRowCount: Count?
    }

    /// A count as a number or its text. Where it is absent or null it is unknown, which is not zero; anything else is
    /// a promise that nobody can hold.
    struct Count: Decodable {
        let value: Int

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let number = (try? container.decode(Int.self)) ?? (try? container.decode(String.self)).flatMap(Int.init)
            guard let number, number >= 0 else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "it is no count")
            }
            value = number
        }
    }

    /// What tells this cloud's manifests from any other JSON object.
    private struct Marks: Decodable {
        var manifestVersion: Unread?
        var exportConfig: Unread?
        var blobs: Unread?
        var blobCount: Unread?

        struct Unread: Decodable {
            init(from decoder: any Decoder) {}
        }

        var areAzures: Bool {
            exportConfig != nil && (blobs != nil || blobCount != nil || manifestVersion != nil)
                || manifestVersion != nil && (blobs != nil || blobCount != nil)
        }
    }

    /// Which member is wrong, and why.
    private static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.dataCorrupted(let context), DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context), DecodingError.keyNotFound(_, let context):
            ": \(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)"
        default: ""
        }
    }

    /// Nil when the JSON is another's. Throws `badData` when it is Azure's but its fields cannot be read.
    static func parse(_ json: [UInt8], at key: ObjectKey) throws -> AzureManifest? {
        let data = Data(json)
        guard let marks = try? JSONDecoder().decode(Marks.self, from: data), marks.areAzures else { return nil }
        do {
            return try JSONDecoder().decode(AzureManifest.self, from: data)
        } catch {
            throw BillowError(
                .badData, "the manifest \(key.name) of an Azure export cannot be read\(reason(error))",
                hint: "copy the run's folder again from the storage account", source: key.path, cause: error)
        }
    }
}
