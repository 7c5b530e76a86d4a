import BillingModel

extension Coverage {
    /// Days by accounts whose payer is unknown.
    init(names: [String: UInt32]) {
        self.init(Dictionary(uniqueKeysWithValues: names.map { (Account($0), $1) }))
    }
}
