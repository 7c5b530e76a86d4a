import Foundation
import Testing

/// The program under a shim that kills it, starves it, or takes the power away, and in a crowd. Short versions of what
/// `scripts/soak` runs; `Tests/Witnesses/faults` holds the programs and says what each one checks.
@Suite(
    "Faults", .serialized, .enabled(if: Binary.canBeCalled, Binary.comment),
    .enabled(if: Python.canBeCalled, Python.comment))
struct FaultTests {
    private func run(_ name: String, _ arguments: String...) throws {
        let output = try Python.witness("faults/\(name).py", [try #require(Binary.path)] + arguments)
        print(String(decoding: output, as: UTF8.self))
    }

    @Test(
        "killed before every operation, of the first ingest into a lake before every third",
        arguments: [
            ("kill", 1), ("kill-first", 3),
        ])
    func kill(_ loop: String, _ stride: Int) throws {
        try run("loops", "--loop", loop, "--stride", "\(stride)")
    }

    // Strides without a common factor with the loops' repeating parts; `scripts/soak` leaves nothing out.
    @Test(
        "a write that is torn, a disk that fails, is full, or has no descriptor left: once and for ever",
        arguments: [
            ("tear", 5), ("EIO", 23), ("EIO-ever", 53), ("EIO-read", 97), ("EIO-read-ever", 193), ("ENOSPC", 23),
            ("ENOSPC-ever", 53), ("EMFILE", 53), ("EMFILE-ever", 97),
        ])
    func errors(_ loop: String, _ stride: Int) throws {
        try run("loops", "--loop", loop, "--stride", "\(stride)")
    }

    @Test("power loss: what is not synchronised is lost, torn, or there")
    func powerLoss() throws {
        try run("power_loss", "--seeds", "2", "--every", "17", "--first-killed", "6")
    }

    @Test("eight ingesters on one lake; readers while a month is replaced")
    func crowd() throws {
        try run("crowd", "--ingesters", "8", "--months", "3", "--replacements", "25")
    }

    @Test("columns come, go and change places: all months are read again exactly")
    func schemaWalks() throws {
        try run("schema_walks", "--walks", "2", "--months", "3")
    }

    @Test("broken logs: the right sum or a clear error")
    func brokenLogs() throws {
        try run("broken_logs")
    }

    @Test("random months: the lake is the model", arguments: ["1", "\(UInt32.random(in: 0..<1_000_000_000))"])
    func randomMonths(_ seed: String) throws {
        try run("random_months", "--months", "80", "--lakes", "2", "--seed", seed)
    }
}
