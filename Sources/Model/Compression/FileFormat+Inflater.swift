import BillingModel

extension FileFormat {
    /// Nil for what is not compressed as a whole.
    package func inflater() -> (any Inflater)? {
        switch self {
        case .csvGzip: GzipReader()
        case .csvZip: ZipReader()
        case .csv, .parquet: nil
        }
    }
}
