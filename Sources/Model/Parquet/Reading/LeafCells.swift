import CodedColumns

/// The entries of one leaf's chunk, decoded.
struct LeafCells {
    /// As in ``CodedColumn``: 0 for what is no value.
    var codes: [UInt32] = []
    var values: ValueList
    /// For maps only, else empty: 0 begins a row.
    var repetition: [UInt32] = []
    /// For maps only, else empty.
    var definition: [UInt32] = []
}
