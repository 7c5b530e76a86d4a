/// One line of a commit.
package enum Action: Hashable, Sendable {
    case `protocol`(ProtocolVersion)
    case metaData(TableMetadata)
    case add(AddFile)
    case remove(RemoveFile)
    case transaction(Transaction)
    case commitInfo(CommitInfo)
    /// Another writer's, kept as it is; has no effect on the table.
    case unknown(name: String, JSONValue)
}

extension Action: Codable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Actions that change what other actions mean.
    private static let refused: Set<String> = ["sidecar", "checkpointMetadata", "domainMetadata"]

    /// An object with one member that is not null (rows of a checkpoint have a null for every other action).
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        let names = try container.allKeys.filter { try !container.decodeNil(forKey: $0) }
        guard names.count == 1, let name = names.first else {
            throw LogDefect("a line holds \(names.count) actions instead of one")
        }
        switch name.stringValue {
        case "protocol": self = .protocol(try container.decode(ProtocolVersion.self, forKey: name))
        case "metaData": self = .metaData(try container.decode(TableMetadata.self, forKey: name))
        case "add": self = .add(try container.decode(AddFile.self, forKey: name))
        case "remove": self = .remove(try container.decode(RemoveFile.self, forKey: name))
        case "txn": self = .transaction(try container.decode(Transaction.self, forKey: name))
        case "commitInfo": self = .commitInfo(try container.decode(CommitInfo.self, forKey: name))
        case let other where Self.refused.contains(other):
            throw LogDefect("the action '\(other)' is not supported")
        default:
            self = .unknown(name: name.stringValue, try container.decode(JSONValue.self, forKey: name))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Name.self)
        switch self {
        case .protocol(let value): try container.encode(value, forKey: Name(stringValue: "protocol"))
        case .metaData(let value): try container.encode(value, forKey: Name(stringValue: "metaData"))
        case .add(let value): try container.encode(value, forKey: Name(stringValue: "add"))
        case .remove(let value): try container.encode(value, forKey: Name(stringValue: "remove"))
        case .transaction(let value): try container.encode(value, forKey: Name(stringValue: "txn"))
        case .commitInfo(let value): try container.encode(value, forKey: Name(stringValue: "commitInfo"))
        case .unknown(let name, let value): try container.encode(value, forKey: Name(stringValue: name))
        }
    }
}
