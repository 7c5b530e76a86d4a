/// One leaf's cells over the rows of a row group, taken apart into levels and codes.
struct Leaf {
    /// Rows; in maps pairs, and one for each row without any.
    let levelCount: Int
    /// The level at which there is a value.
    let definitionMax: UInt32
    /// Nil when all are ``definitionMax``.
    var definitions: UnsafeBufferPointer<UInt32>?
    /// 0 where a row begins, else 1; nil when every level is a row.
    var repetitions: UnsafeBufferPointer<UInt32>?
    /// Of the values that are there, each at least one.
    let codes: UnsafeBufferPointer<UInt32>

    var nullCount: Int { levelCount - codes.count }
    var all: PageRange { PageRange(levels: 0..<levelCount, values: 0..<codes.count) }
}
