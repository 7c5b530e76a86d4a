extension JSONText {
    /// An array with an item on each line.
    package static func lines(_ items: [String]) -> String {
        items.isEmpty ? "[]" : "[\n  " + items.joined(separator: ",\n  ") + "]"
    }
}
