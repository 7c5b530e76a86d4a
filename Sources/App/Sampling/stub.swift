struct OCIFocusReport: SampledDataset { let name="oci"; init(_ w: World, rows: Int){}; mutating func write(_ month: SampledMonth, to folder: SampleFolder) async throws -> [WrittenFile] {[]} }
