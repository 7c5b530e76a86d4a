/// Something to be fed with random input.
protocol FuzzTarget {
    /// What `fuzz` is called with.
    static var name: String { get }

    /// Makes one input and tries it; what is wrong with what came out, or nil. The same dice give the same input.
    func attempt(using dice: inout SplitMix) -> String?

    /// The same with a given input, as it lies in a corpus; cuts and settings are still up to the dice.
    func attempt(_ input: [UInt8], using dice: inout SplitMix) -> String?
}
