/// One delivery of one export: the files that a cloud left for a month, or one file of an export that accumulates.
package struct Delivery: Hashable, Sendable {
    /// Where it was found, for people: a folder's path or a bucket's URL.
    package var location: String
    /// The source's id in the lake; where no configuration names it, the dataset's: `aws-cur`.
    package var source: String
    /// What kind of export: the id of a `Dataset`.
    package var dataset: String
    /// The export's name and account: `daily@123456789012`.
    package var export: String
    /// The month; nil when rows tell their own.
    package var period: BillingPeriod?
    /// The cloud's id of this delivery; a file's name where there is none.
    package var run: String
    /// Text that sorts as runs of one month follow each other.
    package var order: String
    /// A manifest points at this run as the current one.
    package var isCurrent: Bool
    package var files: [File]
    /// Rows of all files as declared; nil is unknown.
    package var declaredRows: Int?
    /// Where its manifest lies, if it has one.
    package var manifest: String?
    /// The manifest's etag when it was read.
    package var manifestETag: String?
    /// Why it cannot be landed, told before any data file was read: a part is missing, a size differs.
    package var problem: Problem?

    package struct File: Hashable, Sendable {
        /// The object's key below the location.
        package var path: String
        package var sizeBytes: Int
        package var modifiedMicros: Int64
        package var etag: String
        /// Nil is unknown, which is not zero.
        package var declaredRows: Int?

        package init(path: String, sizeBytes: Int, modifiedMicros: Int64, etag: String, declaredRows: Int? = nil) {
            self.path = path
            self.sizeBytes = sizeBytes
            self.modifiedMicros = modifiedMicros
            self.etag = etag
            self.declaredRows = declaredRows
        }

        package var name: Substring { path.split(separator: "/").last ?? Substring(path) }
    }

    package struct Problem: Hashable, Sendable {
        package let reason: String
        package let source: String?

        package init(_ reason: String, source: String? = nil) {
            self.reason = SecretMask.masked(reason)
            self.source = source
        }
    }

    package init(
        location: String, source: String, dataset: String, export: String, period: BillingPeriod?, run: String,
        order: String,
        isCurrent: Bool = false, files: [File], declaredRows: Int? = nil, manifest: String? = nil,
        manifestETag: String? = nil, problem: Problem? = nil
    ) {
        self.location = location
        self.source = source
        self.dataset = dataset
        self.export = export
        self.period = period
        self.run = run
        self.order = order
        self.isCurrent = isCurrent
        self.files = files
        self.declaredRows = declaredRows
        self.manifest = manifest
        self.manifestETag = manifestETag
        self.problem = problem
    }
}

extension Delivery {
    /// Equal when the files are, as far as a listing tells; only names and sizes where a manifest gives the run an id
    /// of its own, since copying a folder changes the rest.
    package var listingFingerprint: String {
        files.sorted { $0.path < $1.path }
            .map { manifest == nil ? "\($0.name):\($0.sizeBytes):\($0.etag)" : "\($0.name):\($0.sizeBytes)" }
            .joined(separator: "|")
    }

    package var sizeBytes: Int { files.reduce(0) { $0 + $1.sizeBytes } }
}
