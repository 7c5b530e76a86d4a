import BillingModel
import CodedColumns
import Parquet
import Synchronization

/// Encoders that keep their memory, one for each thread that asks at the same time.
final class EncoderPool: Sendable {
    private let idle = Mutex<[Held]>([])

    /// Unchecked because an encoder is in the pool or with one thread, never both.
    private struct Held: @unchecked Sendable {
        let encoder: ChunkEncoder
    }

    func encode(_ column: CodedColumn, type: ColumnType) throws -> EncodedColumn {
        let held = try idle.withLock { $0.popLast() } ?? Held(encoder: ChunkEncoder())
        defer { idle.withLock { $0.append(held) } }
        return try held.encoder.encode(column, type: type)
    }
}
