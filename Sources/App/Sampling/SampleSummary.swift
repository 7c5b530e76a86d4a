/// What was written.
package struct SampleSummary: Sendable {
    package struct Dataset: Sendable {
        /// Its folder: `aws/cur`.
        package let name: String
        /// Data files, without manifests.
        package internal(set) var files = 0
        package internal(set) var rows = 0
        /// Size of the data files as they lie on disk.
        package internal(set) var sizeBytes = 0
    }

    package internal(set) var datasets: [Dataset] = []

    package var files: Int { datasets.reduce(0) { $0 + $1.files } }
    package var rows: Int { datasets.reduce(0) { $0 + $1.rows } }
    package var sizeBytes: Int { datasets.reduce(0) { $0 + $1.sizeBytes } }
}
