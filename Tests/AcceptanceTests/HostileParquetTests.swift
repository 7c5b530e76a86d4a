import BillingModel
import Foundation
import Pipeline
import Randomness
import SQLEngine
import Testing
import Wiring

/// Whatever a Parquet file does to the process that reads it: its delivery is rejected, the others land.
@Suite("Hostile Parquet")
struct HostileParquetTests {
    private func allowance(seconds: Int, memoryMiB: Int = 256) -> ParquetAllowance {
        var allowance = ParquetAllowance(engineBytesMax: memoryMiB << 20, threads: 2)
        allowance.duration = .seconds(seconds)
        allowance.outputBytesMax = 1 << 20
        return allowance
    }

    private func month(_ number: Int) -> String { String(format: "%d-%02d", 2001 + number / 12, 1 + number % 12) }

    private func goodFile(_ scratch: Scratch) async throws -> [UInt8] {
        try await scratch.writeParquet(FocusParquet.select(cost: "1.5::DOUBLE"), to: "good.parquet")
        defer { try? scratch.remove("good.parquet") }
        return try scratch.bytes("good.parquet")
    }

    // MARK: Files, and the real child

    @Test("files of every kind of damage, beside good ones")
    func damage() async throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        print("hostile Parquet: seed \(seed)")
        var dice = SeededGenerator(seed: seed)
        let scratch = try Scratch()
        let hostile = HostileParquet(try await goodFile(scratch))
        for (number, file) in hostile.broken.enumerated() {
            try FocusParquet.deliver(file.bytes, month: month(number), run: 100 + number, rows: nil, to: scratch)
        }
        for number in 0..<8 {
            let bytes = number < 4 ? hostile.flippedFooter(&dice) : hostile.flippedPages(&dice)
            try FocusParquet.deliver(bytes, month: month(100 + number), run: 200 + number, rows: nil, to: scratch)
        }
        try FocusParquet.deliver(hostile.good, month: "2025-10", run: 1, rows: 3, to: scratch)
        try AzureDelivery(month: "2025-09", run: 9, costs: ["3.5"]).write(to: scratch)

        let result = try await scratch.ingest(parquet: scratch.workbench.parquet(allowance: allowance(seconds: 30)))
        for (number, file) in hostile.broken.enumerated() {
            let run = try #require(result.runs.first { $0.period?.description == month(number) })
            #expect(run.state == .rejected, "\(file.name)")
            #expect(run.place?.hasSuffix(FocusParquet.partName) ?? false, "\(file.name): \(run.place ?? "no place")")
            #expect(run.reason?.contains("Parquet") ?? false, "\(file.name): \(run.reason ?? "no reason")")
        }
        #expect(result.runs.allSatisfy { [.landed, .rejected].contains($0.state) }, "seed \(seed): \(result.lines)")
        let landed = try await scratch.query(
            """
            SELECT x_billing_period, sum(BilledCost)::VARCHAR FROM focus WHERE x_billing_period > '2025'
            GROUP BY 1 ORDER BY 1
            """
        )
        #expect(landed == [["2025-09", "3.500000000000000000"], ["2025-10", "4.500000000000000000"]])
    }

    @Test("rows that are not there: what is declared is held against it, and without that the pages are")
    func manyRows() async throws {
        let scratch = try Scratch()
        let bytes = HostileParquet(try await goodFile(scratch)).manyRows
        try FocusParquet.deliver(bytes, month: "2025-08", run: 1, rows: 3, to: scratch)
        try FocusParquet.deliver(bytes, month: "2025-09", run: 2, rows: nil, to: scratch)
        try AzureDelivery(month: "2025-10", run: 9, costs: ["3.5"]).write(to: scratch)
        let result = try await scratch.ingest(parquet: scratch.workbench.parquet(allowance: allowance(seconds: 20)))
        #expect(result.runs.map(\.state) == [.landed, .rejected, .rejected], "\(result.runs.map(\.reason))")
        #expect(result.runs.last?.reason?.contains("rows where the manifest declares 3") ?? false)
    }

    @Test("a file that wants more memory than it may have")
    func memory() async throws {
        let scratch = try Scratch()
        try await scratch.writeParquet(
            """
            SELECT t.*, repeat('x', 1_000_000) || i AS x_Note
            FROM (\(sql: FocusParquet.select(cost: "1.5::DOUBLE"))) t, range(40) r(i)
            """,
            to: "bomb.parquet", memoryMiB: 2048)
        let bomb = try scratch.bytes("bomb.parquet")
        try scratch.remove("bomb.parquet")
        #expect(bomb.count < 10_000_000)
        try FocusParquet.deliver(bomb, month: "2025-10", run: 1, rows: 120, to: scratch)
        try AzureDelivery(month: "2025-09", run: 9, costs: ["3.5"]).write(to: scratch)
        let limits = allowance(seconds: 60, memoryMiB: 64)
        let result = try await scratch.ingest(parquet: scratch.workbench.parquet(allowance: limits))
        let rejected = try #require(result.runs(.rejected).first, "\(result.lines)")
        #expect(rejected.reason?.contains("needs more than the 64 MiB of memory") ?? false, "\(rejected)")
        #expect(rejected.reason?.contains("BILLOW_MEMORY") ?? false)
        #expect(result.runs(.landed).map(\.period?.description) == ["2025-09"])
    }

    // MARK: Parents

    @Test("a parent that is gone, in whatever way: its child ends in the middle of its work")
    func orphan() throws {
        let scratch = try Scratch()
        let pipe = scratch.root.appendingPathComponent("1.parquet").path
        #expect(mkfifo(pipe, 0o600) == 0)
        let file = #"{"name":"a.parquet","run":"r","path":"\#(pipe)"}"#
        let landing = #"{"dataset":"azure-focus","export":"e","generation":1,"tableColumns":[],"files":[\#(file)]}"#
        let limits = #"{"memoryBytesMax":1000000000,"cpuSecondsMax":60,"fileBytesMax":1000000}"#
        let job =
            #"{"folder":"\#(scratch.root.path)","limits":\#(limits),"engineBytesMax":100000000,"#
            + #""spillBytesMax":1000000,"threads":1,"task":{"land":{"_0":\#(landing)}}}"#
        let (child, input, output) = (Process(), Pipe(), Pipe())
        child.executableURL = URL(fileURLWithPath: try Settings().program)
        child.arguments = ["land-parquet"]
        child.standardInput = input
        child.standardOutput = output
        try child.run()
        try input.fileHandleForWriting.write(contentsOf: Data((job + "\n").utf8))
        // The engine waits for somebody to write into what it takes for a file.
        let said = output.fileHandleForReading.availableData
        #expect(String(decoding: said, as: UTF8.self) == "{\"reading\":{\"file\":0}}\n")
        #expect(child.isRunning)
        try input.fileHandleForWriting.close()
        child.waitUntilExit()
        #expect(child.terminationStatus == 1)
        #expect(output.fileHandleForReading.readDataToEndOfFile().isEmpty)
    }

    // MARK: Children

    /// What children do, by month, after they said that they are reading; and what is then said of them.
    private static let misdeeds: [(script: String, reason: String)] = [
        ("kill -SEGV $$", "was ended by signal 11"),
        ("kill -KILL $$", "was ended by signal 9"),
        (
            "echo 'Fatal error: out of apes' >&2; kill -ABRT $$",
            "was ended by signal 6 (Aborted): Fatal error: out of apes"
        ),
        ("exit 3", "ended with exit code 3"),
        ("head -c 1000 /dev/zero", "gave no answer that makes sense"),
        ("echo '{\"weather\": \"fine\"}'", "gave no answer that makes sense: '{\"weather\": \"fine\"}'"),
        ("exit 0", "gave no answer that makes sense: no result"),
        ("yes", "would not stop talking"),
        ("sleep 1000", "took longer than 3 s"),
        ("echo '\(lie(path: "/etc/passwd", rows: 3))'", "it names a file that it did not write"),
        ("echo '\(lie(path: nil, rows: 3))'", "its row counts contradict each other"),
        ("echo '\(lie(path: nil, rows: 0))'; echo more", "gave no answer that makes sense: 'more'"),
        ("echo '{\"probed\":{\"header\":[]}}'", "gave no answer that makes sense"),
        ("env > $0.env; ls /proc/self/fd > $0.fd; exit 4", "ended with exit code 4"),
    ]

    private static func lie(path: String?, rows: Int) -> String {
        let file = path.map {
            #"{"path":"\#($0)","run":"r","period":"2001-01","rows":\#(rows),"sizeBytes":9,"statistics":{}}"#
        }
        return #"{"landed":{"_0":{"files":[\#(file ?? "")],"columns":[],"rows":\#(rows),"billed":{},"#
            + #""rowsByFile":{},"roundedCells":0}}}"#
    }

    @Test("a child that ends in any way, says anything, or does not end")
    func children() async throws {
        let scratch = try Scratch()
        let cases = Self.misdeeds.enumerated().map { "*'\"period\":\"\(month($0))\"'*) \($1.script) ;;" }
        let program = try scratch.program(
            "read -r job\necho '{\"reading\":{\"file\":0}}'\ncase \"$job\" in\n\(cases.joined(separator: "\n"))\nesac")
        for number in Self.misdeeds.indices {
            try FocusParquet.deliver(Array("PAR1".utf8), month: month(number), run: number, rows: nil, to: scratch)
        }
        try AzureDelivery(month: "2025-09", run: 99, costs: ["3.5"]).write(to: scratch)
        let environment = ProcessInfo.processInfo.environment.merging(["AWS_SECRET_ACCESS_KEY": "canary"]) { $1 }
        let workbench = Workbench(settings: try Settings(environment: environment), lake: scratch.lake.path)

        let result = try await scratch.ingest(
            parquet: workbench.parquet(program: program, allowance: allowance(seconds: 3)))
        for (number, misdeed) in Self.misdeeds.enumerated() {
            let run = try #require(result.runs.first { $0.period?.description == month(number) })
            #expect(run.state == .rejected)
            #expect(run.place?.hasSuffix(FocusParquet.partName) ?? false, "\(run)")
            #expect(run.reason?.contains(misdeed.reason) ?? false, "\(run.reason ?? "") for \(misdeed)")
            #expect(run.reason?.contains("the file is damaged or made to do harm") ?? false)
        }
        try await scratch.expectBilled(["azure-actual 2025-09 EUR": "3.5"])
        #expect(!(try String(contentsOfFile: program + ".env", encoding: .utf8)).contains("canary"))
        #expect(try String(contentsOfFile: program + ".fd", encoding: .utf8).split(separator: "\n").count <= 4)
    }

    @Test(
        "a program that is not there, or is not ours, is nobody's delivery's fault",
        arguments: ["", "echo hello", "exit 127"])
    func noProgram(_ script: String) async throws {
        let scratch = try Scratch()
        try FocusParquet.deliver(try await goodFile(scratch), month: "2025-10", run: 1, rows: 3, to: scratch)
        let program = script.isEmpty ? scratch.root.appendingPathComponent("gone").path : try scratch.program(script)
        let error = await #expect(throws: BillowError.self) {
            try await scratch.ingest(parquet: scratch.workbench.parquet(program: program))
        }
        #expect(error?.code == .configuration, "\(error.map { "\($0)" } ?? "")")
        #expect(error?.source == program)
    }
}

extension Scratch {
    /// A shell script that can be run; its path.
    func program(_ script: String) throws -> String {
        let file = root.appendingPathComponent("program-\(UUID().uuidString)")
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file.path)
        return file.path
    }
}
