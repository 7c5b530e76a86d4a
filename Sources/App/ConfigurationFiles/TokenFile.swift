import BillingModel
import Reporting
import Serving

/// The file of `billow serve --tokens`: who may ask, and what each may see. Read as strictly as the configuration.
package enum TokenFile {
    private static let limits = ["sources", "accounts", "projects"]

    /// Throws `configuration` naming the line, and never a secret.
    package static func tokens(_ text: String, path: String) throws -> [AccessToken] {
        guard let root = try Setting(yaml: text, file: path) else {
            throw BillowError(.configuration, "there is no token in the file", source: path)
        }
        guard let list = try root.section(["tokens"], needed: ["tokens"])["tokens"]?.list(), !list.isEmpty else {
            throw root.error("there is no token in the file")
        }
        var tokens: [AccessToken] = []
        for setting in list {
            let token = try token(setting)
            if tokens.contains(where: { $0.name == token.name }) {
                throw setting.error("two tokens are called \(token.name)")
            }
            if let other = tokens.first(where: { $0.hasSecret(of: token) }) {
                throw setting.error("\(token.name) and \(other.name) are one secret", hint: "make one for each")
            }
            tokens.append(token)
        }
        return tokens
    }

    private static func token(_ setting: Setting) throws -> AccessToken {
        let keys = try setting.section(["name", "sha256", "token", "scope"] + limits, needed: ["name", "scope"])
        let name = try keys.text("name")
        let scope = try keys["scope"]?.choice(AccessToken.Scope.self) ?? .read
        let grant: AccessGrant
        if scope == .admin {
            if let limit = limits.first(where: { keys[$0] != nil }) {
                throw setting.error("an admin sees everything, and \(name) has a limit: \(limit)")
            }
            grant = .all
        } else {
            grant = .reading(try limit(keys))
        }
        switch (keys["token"], keys["sha256"]) {
        case (let secret?, nil): return try secret.reading { try AccessToken(name: name, secret: $0, grant: grant) }
        case (nil, let hash?): return try hash.reading { try AccessToken(name: name, sha256: $0, grant: grant) }
        default: throw setting.error("\(setting.name) needs either token or sha256")
        }
    }

    /// Nil where there is none. A list without values would be taken for no limit by some, and for no row by others.
    private static func limit(_ keys: Section) throws -> RowLimit? {
        func values(_ name: String) throws -> [String]? {
            guard keys.isNamed(name) else { return nil }
            guard let setting = keys[name] else { throw keys.whole.error("\(keys.whole.name).\(name) has no value") }
            let values = try setting.listOrOne().map { try $0.text() }
            guard !values.isEmpty else { throw setting.error("\(setting.name) has no value") }
            return values
        }
        let limit = RowLimit(
            sources: try values("sources"), accounts: try values("accounts"), projects: try values("projects"))
        return limit == RowLimit() ? nil : limit
    }
}
