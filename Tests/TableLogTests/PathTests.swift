import BillingModel
import Randomness
import Testing

@testable import TableLog

@Suite("Paths: escaped for the folder, encoded once more for the log")
struct PathTests {
    @Test(arguments: [
        ("aws-main", "p=aws-main", "p=aws-main"), ("a b", "p=a b", "p=a%20b"), ("a/b", "p=a%2Fb", "p=a%252Fb"),
        ("a%b", "p=a%25b", "p=a%2525b"), ("ü", "p=ü", "p=%C3%BC"), ("x:y", "p=x%3Ay", "p=x%253Ay"),
        ("a=b", "p=a%3Db", "p=a%253Db"), ("a#?b", "p=a%23%3Fb", "p=a%2523%253Fb"), ("..", "p=..", "p=.."),
        ("a\nb", "p=a%0Ab", "p=a%250Ab"), ("[*]", "p=%5B%2A%5D", "p=%255B%252A%255D"), ("a+b", "p=a+b", "p=a%2Bb"),
    ])
    func partition(value: String, folder: String, logged: String) throws {
        #expect(PartitionPath.folder([("p", value)]) == folder)
        #expect(LogPath.encode(folder) == logged)
        #expect(try LogPath.decode(logged) == folder)
    }

    @Test func nulls() {
        #expect(
            PartitionPath.folder(columns: ["a", "b"], values: ["a": nil, "b": ""])
                == "a=__HIVE_DEFAULT_PARTITION__/b=__HIVE_DEFAULT_PARTITION__")
        #expect(PartitionPath.folder([]).isEmpty)
    }

    @Test("any name comes back", arguments: [UInt64.random(in: 0 ... .max), 1, 2])
    func anyName(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let scalars = (0..<Int.random(in: 1...12, using: &random)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 1...0x3FF, using: &random))
            }
            var text = ""
            text.unicodeScalars.append(contentsOf: scalars)
            let path = PartitionPath.folder([("p", text)]) + "/x.parquet"
            let back = try LogPath.decode(LogPath.encode(path))
            #expect(back.utf8.elementsEqual(path.utf8), "seed \(seed)")
            #expect(path.utf8.split(separator: UInt8(ascii: "/")).count == 2, "seed \(seed)")
        }
    }

    @Test(arguments: [
        "/etc/passwd", "../x.parquet", "a/../../x", "a/%2e%2e/x", "a//b", "", "./a", "file:///x", "s3://b/k", "C:x",
        "a%00b", "a%zz", "a%2", "a%FFb", "_delta_log/x.parquet", "%5Fdelta_log/x", "/%2e%2e", "a/",
    ])
    func refused(path: String) {
        #expect(throws: LogDefect.self) { try LogPath.decode(path) }
    }

    @Test func scopesCompareBytes() {
        let composed = PartitionScope(["p": "\u{E9}"])
        #expect(composed.contains(["p": "\u{E9}", "q": "1"]))
        #expect(!composed.contains(["p": "e\u{301}"]))
        #expect(PartitionScope(["p": nil]).contains(["p": nil]))
        #expect(PartitionScope(["p": ""]).contains(["p": nil]))
        #expect(!PartitionScope(["p": nil]).contains(["p": "x"]))
        #expect(!PartitionScope(["r": nil]).contains(["p": nil]))
        #expect(PartitionScope.wholeTable.contains(["p": "x"]))
    }
}
