import BillingModel
import CodedColumns
import Dispatch
import Parquet
import Synchronization

/// Encodes the columns of a row group side by side on all cores.
package final class RowGroupEncoder: Sendable {
    /// Encoders at rest: each is used by one thread at a time and keeps its memory.
    private let idle = Mutex<[Idle]>([])

    private struct Idle: @unchecked Sendable {
        let encoder: ChunkEncoder
    }

    package init() {}

    /// Every column must have the same rows and be of its type.
    package func encode(_ columns: [CodedColumn], types: [ColumnType]) throws -> [EncodedColumn] {
        precondition(columns.count == types.count)
        let results = Mutex<[Result<EncodedColumn, any Error>?]>(Array(repeating: nil, count: columns.count))
        // The largest first, so that no core waits for one that began last.
        let weights = columns.map(Self.weight)
        let order = columns.indices.sorted { weights[$0] > weights[$1] }
        DispatchQueue.concurrentPerform(iterations: columns.count) { turn in
            let index = order[turn]
            let result = Result { try self.encode(columns[index], type: types[index]) }
            results.withLock { $0[index] = result }
        }
        return try results.withLock { try $0.compactMap { try $0?.get() } }
    }

    /// Bytes that are perhaps to be written.
    private static func weight(_ column: CodedColumn) -> Int {
        guard case .text(let texts) = column.values, texts.count > 0 else { return column.codes.count }
        let repeats = max(1, column.codes.count / texts.count)
        return column.codes.count * (texts.bytes.count / texts.count) / repeats
    }

    /// One column, on the caller's thread.
    package func encode(_ column: CodedColumn, type: ColumnType) throws -> EncodedColumn {
        let encoder = try idle.withLock { $0.popLast() } ?? Idle(encoder: ChunkEncoder())
        defer { idle.withLock { $0.append(encoder) } }
        return try encoder.encoder.encode(column, type: type)
    }
}
