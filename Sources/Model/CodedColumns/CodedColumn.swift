/// One column's cells over some rows, as codes into a list of values.
///
/// Bills repeat themselves: whatever is done once for each value instead of once for each row is nearly free. A column
/// whose values hardly repeat has the same shape with codes 1, 2, 3 …, so that nobody needs a second way.
package struct CodedColumn: Sendable {
    /// One for each row: 0 is null, k is the value at `k - 1`.
    package var codes: [UInt32]
    /// What codes mean. Values may occur that no code uses, and the same value may occur twice.
    package var values: ValueList

    package init(codes: [UInt32], values: ValueList) {
        self.codes = codes
        self.values = values
    }
}
