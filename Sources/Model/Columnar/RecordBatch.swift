/// A batch of rows. The real one replaces this within the hour.
package final class RecordBatch: Sendable {
    package var rowCount: Int { 0 }
    package var columnCount: Int { 0 }
    package func value(row: Int, column: Int) -> Value { .null }
}
