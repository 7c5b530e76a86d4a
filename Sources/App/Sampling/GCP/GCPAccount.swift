/// A billing account and its projects; each dataset has its own.
struct GCPAccount: Sendable {
    /// `0A1B2C-3D4E5F-678900`
    let id: String
    private let projectPrefix: String
    private let firstNumber: Int

    init(seed: UInt64, dataset: String) {
        var dice = Dice(seed, Dice.label(dataset), Dice.label("accounts"))
        let code = String { $0.add(hex: dice.next(), digits: 16) }.uppercased()
        id = "\(code.prefix(6))-\(code.dropFirst(6).prefix(6))-\(code.suffix(4))00"
        let isFirst = dataset == "gcp"
        projectPrefix = isFirst ? "acme-" : "\(dataset)-acme-"
        firstNumber = isFirst ? 237_691_900_000 : 481_516_230_000
    }

    /// Index into ``World/accounts``.
    func projectId(_ account: Int) -> String { projectPrefix + World.accounts[account].name }
    func projectNumber(_ account: Int) -> Int { firstNumber + account }
    func ancestry(_ account: Int) -> String { "/1234567/\(firstNumber + 36_000 + account)/" }
}
