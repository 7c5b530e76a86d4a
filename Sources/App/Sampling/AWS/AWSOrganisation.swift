/// Accounts and names of one AWS organisation; each dataset has its own.
struct AWSOrganisation: Sendable {
    /// The payer's.
    static let name = "Acme Holding"

    let payer: String
    /// By ``World/accounts``. Two ids start with zeros.
    let accounts: [String]

    init(seed: UInt64, dataset: String) {
        var dice = Dice(seed, Dice.label(dataset), Dice.label("accounts"))
        payer = String(dice.roll(100_000...999_999)) + String(dice.roll(100_000...999_999))
        accounts = World.accounts.indices.map { index in
            let digits = String(dice.roll(1_000_000...9_999_999)) + String(dice.roll(10_000...99_999))
            return index < 2 ? "00" + digits.prefix(10) : digits
        }
    }

    /// Of the payer or one of the accounts.
    func name(of account: String) -> String {
        accounts.firstIndex(of: account).map { World.accounts[$0].name } ?? Self.name
    }

    /// `us-east-1b`
    func addZone(of line: Line, to text: inout ByteText) {
        text.add(AWSCatalogue.regions[line.region].code)
        text.bytes.append(UInt8(ascii: "a") + UInt8(line.resource % 3))
    }

    /// Nothing for an offer without resources.
    func addResource(of line: Line, _ offer: AWSOffer, to text: inout ByteText) {
        switch offer.resource {
        case .none: break
        case .instance:
            text.add("i-0")
            text.add(hex: line.resource, digits: 16)
        case .volume:
            text.add("vol-0")
            text.add(hex: line.resource, digits: 16)
        case .bucket: addName(of: line, to: &text)
        case .database: addARN("rds", "db:", of: line, to: &text)
        case .function: addARN("lambda", "function:", of: line, to: &text)
        case .table: addARN("dynamodb", "table/", of: line, to: &text)
        case .natGateway: addARN("ec2", "natgateway/nat-0", of: line, to: &text)
        case .cluster: addARN("eks", "cluster/", of: line, to: &text)
        }
    }

    /// `storefront-prod-3f9a01`
    func addName(of line: Line, to text: inout ByteText) {
        text.add(World.apps[line.app].name)
        text.add("-")
        text.add(World.accounts[line.account].environment)
        text.add("-")
        text.add(hex: line.resource, digits: 6)
    }

    private func addARN(_ service: String, _ kind: String, of line: Line, to text: inout ByteText) {
        text.add("arn:aws:")
        text.add(service)
        text.add(":")
        text.add(AWSCatalogue.regions[line.region].code)
        text.add(":")
        text.add(accounts[line.account])
        text.add(":")
        text.add(kind)
        addName(of: line, to: &text)
    }
}
