/// One kind of export with an account of its own.
protocol SampledDataset {
    /// Its folder: `aws/cur`.
    var name: String { get }

    /// Writes one delivery, manifest last, and answers its data files.
    mutating func write(_ month: SampledMonth, to folder: SampleFolder) async throws -> [WrittenFile]
}
