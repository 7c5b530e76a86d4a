import BillingModel
import ObjectStorage
import TableLog

/// What lies in a `_delta_log` folder. Other files there (checksums, compacted logs) are of no concern.
struct LogListing {
    /// Ascending.
    private(set) var commits: [(version: Int, object: ObjectSummary)] = []
    /// Ascending.
    private(set) var checkpoints: [(version: Int, object: ObjectSummary)] = []
    private(set) var hasPointer = false

    static let pointerName = "_last_checkpoint"

    init(_ objects: [ObjectSummary], folder: ObjectKey) {
        for object in objects where object.key.parent == folder {
            let name = object.key.name
            if name == Self.pointerName {
                hasPointer = true
            } else if let version = Self.version(name, suffix: ".json") {
                commits.append((version, object))
            } else if let version = Self.version(name, suffix: ".checkpoint.parquet") {
                checkpoints.append((version, object))
            }
        }
        commits.sort { $0.version < $1.version }
        checkpoints.sort { $0.version < $1.version }
    }

    /// Whether the commits up to a version are all there.
    func isWhole(upTo version: Int) -> Bool {
        version < commits.count
            && commits.prefix(version + 1).enumerated().allSatisfy { $0.offset == $0.element.version }
    }

    var isEmpty: Bool { commits.isEmpty && checkpoints.isEmpty }

    /// Twenty digits and the suffix, nothing else.
    private static func version(_ name: String, suffix: String) -> Int? {
        guard name.utf8.count == 20 + suffix.utf8.count, name.hasSuffix(suffix) else { return nil }
        let digits = name.utf8.prefix(20)
        guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int(name.prefix(20))
    }
}
