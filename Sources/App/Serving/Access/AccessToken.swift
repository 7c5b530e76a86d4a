import BillingModel
import Crypto
import Foundation
import Reporting

/// Who may see what, by knowing a secret.
package struct AccessToken: Sendable {
    package enum Scope: String, Sendable, CaseIterable {
        /// Costs and where they are from.
        case read
        /// Also what became of deliveries and why, and how the server does.
        case admin
    }

    /// For people; no secret.
    package let name: String
    /// SHA-256 of the secret: 32 bytes.
    let digest: [UInt8]
    package let grant: AccessGrant

    package static let bytesMin = 24

    /// Throws `configuration` for a secret that is easily guessed.
    package init(name: String, secret: String, grant: AccessGrant) throws {
        guard secret.utf8.count >= Self.bytesMin else {
            throw BillowError(
                .configuration, "the token has fewer than \(Self.bytesMin) characters",
                hint: "make one with `openssl rand -hex 32`")
        }
        self.name = name
        digest = Self.digest(secret)
        self.grant = grant
    }

    /// `sha256` is 64 hex digits. Throws `configuration` where it is not.
    package init(name: String, sha256: String, grant: AccessGrant) throws {
        let digits = sha256.compactMap(\.hexDigitValue)
        guard sha256.utf8.count == 64, digits.count == 64 else {
            throw BillowError(
                .configuration, "this is no SHA-256", hint: "printf %s TOKEN | sha256sum says it: 64 hex digits")
        }
        self.name = name
        digest = stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
        self.grant = grant
    }

    static func digest(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Data(secret.utf8))) }

    package func hasSecret(of other: AccessToken) -> Bool { digest == other.digest }

    /// Takes as long whatever differs.
    func isOf(_ digest: [UInt8]) -> Bool {
        digest.count == self.digest.count && zip(digest, self.digest).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// What one who asks may see.
package struct AccessGrant: Hashable, Sendable {
    package let scope: AccessToken.Scope
    /// Nil is all rows. A grant with a limit is never one of an admin.
    package let limit: RowLimit?

    package static let all = AccessGrant(scope: .admin, limit: nil)

    private init(scope: AccessToken.Scope, limit: RowLimit?) {
        self.scope = scope
        self.limit = limit
    }

    package static func reading(_ limit: RowLimit?) -> AccessGrant { AccessGrant(scope: .read, limit: limit) }

    /// Throws ``Problem`` where the answer would tell more than may be seen.
    func check(_ route: Route) throws {
        switch route.audience {
        case .anyone, .limited: return
        case .whole:
            guard let limit else { return }
            throw Problem(
                403, "this cannot be told of some rows alone", hint: "your token is limited to \(limit)")
        case .admin:
            guard scope == .admin else { throw Problem(403, "this needs a token of the scope admin") }
        }
    }
}
