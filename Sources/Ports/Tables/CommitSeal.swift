import BillingModel
import Crypto
import TableLog

/// What tells a commit file that is as it was written from one in which a byte has changed since.
package enum CommitSeal: Equatable, Sendable {
    case intact
    case broken
    /// Written by somebody who does not seal, or before Billow did.
    case absent

    private static let marker = Array("\"contentSha256\":\"".utf8)
    private static let digits = 64

    /// The commit file's bytes, sealed.
    package static func sealed(_ commit: Commit) throws -> [UInt8] {
        let actions = commit.actions.map { action -> Action in
            guard case .commitInfo(var info) = action else { return action }
            info.seal = String(repeating: "0", count: digits)
            return .commitInfo(info)
        }
        var bytes = try Commit(version: commit.version, actions: actions).bytes()
        guard let place = place(in: bytes) else { return bytes }
        bytes.replaceSubrange(place, with: hash(bytes))
        return bytes
    }

    package init(of bytes: [UInt8]) {
        guard let place = Self.place(in: bytes) else {
            self = .absent
            return
        }
        var blank = bytes
        blank.replaceSubrange(place, with: repeatElement(UInt8(ascii: "0"), count: place.count))
        self = bytes[place].elementsEqual(Self.hash(blank)) ? .intact : .broken
    }

    /// SHA-256 in hex, of a whole log file.
    package static func hex(_ bytes: [UInt8]) -> String { String(decoding: hash(bytes), as: UTF8.self) }

    /// No text from outside can look like the marker: its quotes are escaped.
    private static func place(in bytes: [UInt8]) -> Range<Int>? {
        guard let found = bytes.firstRange(of: marker), found.upperBound + digits <= bytes.count else { return nil }
        return found.upperBound..<found.upperBound + digits
    }

    private static func hash(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}
