import Foundation
import Testing

/// `Tests/Witnesses/corpus`: exports made to be misread, each landed by a process of its own.
@Suite("Hostile exports", .enabled(if: Python.canBeCalled, Python.comment))
struct HostileCorpusTests {
    @Test(
        "each lands to the last digit, or is refused with where and why and leaves no trace",
        .enabled(if: Binary.canBeCalled, Binary.comment))
    func corpus() throws {
        let report = Python.packageRoot.appendingPathComponent(".build/logs/hostile-corpus.json")
        try FileManager.default.createDirectory(
            at: report.deletingLastPathComponent(), withIntermediateDirectories: true)
        let finished = try Python.finished(
            "corpus/run.py", ["--billow", try #require(Binary.path), "--json", report.path])
        let table = String(decoding: finished.output, as: UTF8.self)
        print(table)
        let errors = String(decoding: finished.errors, as: UTF8.self)
        #expect(finished.exitCode == 0, "\(table)\n\(errors)")
    }
}
