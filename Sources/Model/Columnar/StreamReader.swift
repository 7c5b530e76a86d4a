import BillingModel
import CArrow

/// Reads an Arrow stream batch by batch and releases it once. Not safe to share between threads.
package final class StreamReader {
    package let schema: Schema
    private let stream: UnsafeMutablePointer<ArrowArrayStream>

    /// What an engine says of its failure, given the error code of the stream and the stream's own message.
    package typealias Describe = (_ code: Int32, _ message: String?) -> any Error

    private let describe: Describe

    /// Takes the stream over, which is empty afterwards, whether or not this throws.
    package init(adopting source: inout ArrowArrayStream, describe: @escaping Describe) throws {
        let stream = UnsafeMutablePointer<ArrowArrayStream>.allocate(capacity: 1)
        stream.initialize(to: source)
        source.release = nil
        do {
            schema = try Self.schema(of: stream, describe)
        } catch {
            Self.release(stream)
            throw error
        }
        self.stream = stream
        self.describe = describe
    }

    deinit {
        Self.release(stream)
    }

    /// Nil at the end.
    package func next() throws -> RecordBatch? {
        guard let getNext = stream.pointee.get_next else { return nil }
        var array = ArrowArray()
        let code = getNext(stream, &array)
        guard code == 0 else { throw describe(code, Self.lastError(stream)) }
        guard array.release != nil else { return nil }
        return try RecordBatch(adopting: &array, schema: schema)
    }

    private static func schema(of stream: UnsafeMutablePointer<ArrowArrayStream>, _ describe: Describe) throws -> Schema
    {
        guard let getSchema = stream.pointee.get_schema else {
            throw BillowError(.bug, "an engine handed over an Arrow stream that is empty")
        }
        var schema = ArrowSchema()
        let code = getSchema(stream, &schema)
        guard code == 0 else { throw describe(code, lastError(stream)) }
        defer { schema.release?(&schema) }
        return try Schema(reading: schema)
    }

    private static func lastError(_ stream: UnsafeMutablePointer<ArrowArrayStream>) -> String? {
        stream.pointee.get_last_error?(stream).map { String(cString: $0) }
    }

    private static func release(_ stream: UnsafeMutablePointer<ArrowArrayStream>) {
        stream.pointee.release?(stream)
        stream.deallocate()
    }
}
