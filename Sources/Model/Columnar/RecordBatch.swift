import BillingModel
import CArrow

/// A batch of rows. Owns the memory that the engine handed over and gives it back once, when the last reference goes.
///
/// Unchecked because of the pointers: the memory behind them is never written after the batch was made.
package final class RecordBatch: @unchecked Sendable {
    package let rowCount: Int
    package let schema: Schema

    private let storage: UnsafeMutablePointer<ArrowArray>
    let offset: Int
    let columns: [ColumnReader]

    /// Takes the array over, which is empty afterwards, whether or not this throws.
    /// - Throws: `bug` when the array does not fit the schema.
    package init(adopting array: inout ArrowArray, schema: Schema) throws {
        storage = .allocate(capacity: 1)
        storage.initialize(to: array)
        array.release = nil
        self.schema = schema
        rowCount = Int(storage.pointee.length)
        do {
            let reader = try ColumnReader(storage.pointee, type: .structure(schema.fields))
            offset = reader.offset
            columns = reader.children
        } catch {
            Self.release(storage)
            throw error
        }
    }

    deinit {
        Self.release(storage)
    }

    private static func release(_ storage: UnsafeMutablePointer<ArrowArray>) {
        storage.pointee.release?(storage)
        storage.deallocate()
    }
}

extension RecordBatch {
    package var columnCount: Int { schema.fields.count }

    /// Both counted from 0; outside the batch is a programming error and traps.
    package func value(row: Int, column: Int) -> Value {
        precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
        return withExtendedLifetime(self) { columns[column].value(at: offset + row) }
    }
}
