import BillingModel
import ObjectStorage

/// All that is known about one cloud: how its manifests read, how its files are told apart, what its columns mean.
///
/// Implementations are pure: they see names, manifest text and the first rows, never the store. Names of folders are
/// hints at most; what a delivery is, is told by manifest and header.
package protocol BillingSource: Sendable {
    /// `aws`, `azure`, `oci`.
    var provider: String { get }

    /// Reads files that anyone may have written, of any cloud.
    var isOfAnyone: Bool { get }

    var datasets: [any Dataset] { get }

    /// Reads a JSON object that may be a manifest. Throws `badData` when it is this cloud's manifest but
    /// cannot be read.
    func readManifest(_ object: ObjectSummary, json: [UInt8]) throws -> ManifestReading

    /// Tells what a data file is that no manifest names; nil when it is not this cloud's.
    func recognise(_ probe: FileProbe) throws -> Recognition?
}

extension BillingSource {
    package var isOfAnyone: Bool { false }
}

/// What a JSON object turned out to be.
package enum ManifestReading: Sendable {
    case notMine
    case manifest(Manifest)
    /// This cloud's, but nothing that Billow lands (a price sheet, say); the reason is for people.
    case otherDataset(reason: String)
}

/// What a manifest declares, in the cloud's own words where these are opaque.
package struct Manifest: Sendable {
    /// ``Dataset/id``.
    package var dataset: String
    /// Names the export across accounts and months, see ``exportName(_:account:)``.
    package var export: String
    package var period: BillingPeriod
    /// The delivery's own id: assembly, execution or run id.
    package var run: String
    /// Text that sorts as runs follow each other; a submission time where there is one.
    package var order: String
    /// This manifest says which run is current, whatever else lies about (AWS's top-level manifest).
    package var isPointer: Bool
    package var files: [DeclaredFile]
    /// Rows of all files; nil is unknown, which is not zero.
    package var rows: Int?
    /// Of all files; nil is unknown.
    package var sizeBytes: Int?

    package init(
        dataset: String, export: String, period: BillingPeriod, run: String, order: String, isPointer: Bool = false,
        files: [DeclaredFile], rows: Int? = nil, sizeBytes: Int? = nil
    ) {
        self.dataset = dataset
        self.export = export
        self.period = period
        self.run = run
        self.order = order
        self.isPointer = isPointer
        self.files = files
        self.rows = rows
        self.sizeBytes = sizeBytes
    }

    /// One data file as the manifest names it: a path in the cloud's bucket, whose start may not hold in a copy.
    package struct DeclaredFile: Hashable, Sendable {
        package var path: String
        package var sizeBytes: Int?
        package var rows: Int?

        package init(path: String, sizeBytes: Int? = nil, rows: Int? = nil) {
            self.path = path
            self.sizeBytes = sizeBytes
            self.rows = rows
        }
    }

    /// `daily@123456789012`: an export's name alone does not tell two accounts apart.
    package static func exportName(_ name: String, account: String?) -> String {
        account.map { $0.isEmpty ? name : "\(name)@\($0)" } ?? name
    }
}

/// The beginning of a data file.
package struct FileProbe: Sendable {
    package var object: ObjectSummary
    package var format: FileFormat
    /// Header cells as delivered, in order, without BOM.
    package var header: [String]
    /// The first data row's cells as text, nil where empty; nil when the file holds no row.
    package var firstRow: [String?]?
    /// What the user says of this file.
    package var hint: DeliveryHint

    package init(
        object: ObjectSummary, format: FileFormat, header: [String], firstRow: [String?]?,
        hint: DeliveryHint = DeliveryHint()
    ) {
        self.object = object
        self.format = format
        self.header = header
        self.firstRow = firstRow
        self.hint = hint
    }

    /// The first row's cell under any of these headers, without regard to case.
    package func cell(_ names: String...) -> String? {
        guard let firstRow else { return nil }
        for name in names {
            if let at = header.firstIndex(where: { $0.lowercased() == name.lowercased() }), at < firstRow.count,
                let cell = firstRow[at]
            {
                return cell
            }
        }
        return nil
    }

    package func has(_ names: String...) -> Bool {
        names.allSatisfy { name in header.contains { $0.lowercased() == name.lowercased() } }
    }
}

/// What a file without manifest is.
package struct Recognition: Hashable, Sendable {
    package var dataset: String
    package var export: String
    /// The month that the first row names; nil when the file holds no row.
    package var period: BillingPeriod?
    /// Files with the same group are parts of one delivery; each file on its own when nil.
    package var group: String?
    /// Of an export that accumulates, what the delivery is of and replaces when it comes again: a day, a month. The
    /// file's name when nil.
    package var run: String?

    package init(
        dataset: String, export: String, period: BillingPeriod?, group: String? = nil, run: String? = nil
    ) {
        self.dataset = dataset
        self.export = export
        self.period = period
        self.group = group
        self.run = run
    }
}
