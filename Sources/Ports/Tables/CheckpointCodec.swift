import TableLog

/// Delta checkpoints are Parquet; whoever can read and write Parquet does it for the log.
package protocol CheckpointCodec: Sendable {
    func read(file: String) async throws -> [Action]
    func write(_ actions: [Action], to file: String) async throws
}
