import BillingModel
import Foundation
import Testing

@testable import Processes

/// Every way in which a child can end, told apart; none takes this process with it.
@Suite("Child processes")
struct ChildTests {
    private func shell(
        _ script: String, input: String = "", seconds: Int = 60, outputBytesMax: Int = 1 << 20
    ) async throws -> ChildResult {
        try await ChildProgram(path: "/bin/sh", arguments: ["-c", script], environment: ["PATH": "/usr/bin:/bin"]).run(
            input: Array(input.utf8),
            allowance: .init(duration: .seconds(seconds), outputBytesMax: outputBytesMax))
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("what it says, what it complains about, how it ends")
    func exits() async throws {
        let result = try await shell("read line; echo \"$line, too\"; echo no >&2; exit 3", input: "hello\n")
        #expect(result.end == .exited(3))
        #expect(text(result.output) == "hello, too\n")
        #expect(text(result.complaint) == "no\n")
    }

    @Test("nothing is inherited: no variable, no descriptor but three")
    func inheritsNothing() async throws {
        let file = open("/dev/null", O_RDONLY)
        defer { close(file) }
        #expect(text(try await shell("env | grep -v -E '^(PATH|PWD|SHLVL|_|OLDPWD)='").output).isEmpty)
        #expect(text(try await shell("ls /proc/self/fd | tr '\\n' ' '").output) == "0 1 2 3 ")
    }

    @Test("a signal", arguments: [SIGSEGV, SIGKILL, SIGABRT])
    func signal(_ number: Int32) async throws {
        #expect(try await shell("kill -\(number) $$").end == .signalled(number))
    }

    @Test("time: the child and what it started are gone")
    func timesOut() async throws {
        let result = try await shell("sleep 1000 & echo $!; wait", seconds: 1)
        #expect(result.end == .timedOut)
        let grandchild = try #require(Int32(text(result.output).dropLast()))
        // Killed means that it ends soon.
        while kill(grandchild, 0) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test("a child that ended, while one of its own still holds its output")
    func leavesGrandchild() async throws {
        let result = try await shell("sleep 1000 & echo done")
        #expect(result.end == .exited(0))
        #expect(text(result.output) == "done\n")
    }

    @Test("a flood of output")
    func floods() async throws {
        #expect(try await shell("yes").end == .flooded)
        #expect(try await shell("head -c 2000000 /dev/zero", outputBytesMax: 1_000_000).end == .flooded)
    }

    @Test("complaints without end: the last are kept")
    func complains() async throws {
        let result = try await shell("yes no | head -c 3000000 >&2; echo last >&2")
        #expect(result.end == .exited(0))
        #expect(text(result.complaint).hasSuffix("no\nlast\n"))
        #expect(result.complaint.count <= 8 << 10)
    }

    @Test("a child that listens to nothing, or not to the end")
    func deaf() async throws {
        let long = String(repeating: "x", count: 1 << 20)
        #expect(try await shell("exec <&-; echo deaf", input: long).end == .exited(0))
        #expect(try await shell("head -c 10", input: long).output.count == 10)
    }

    @Test("input longer than a pipe holds, and output at the same time")
    func echoes() async throws {
        let long = String(repeating: "0123456789abcdef", count: 40_000)
        let result = try await shell("head -c \(long.utf8.count)", input: long)
        #expect(result.output == Array(long.utf8))
    }

    @Test("standard input stays open as long as somebody waits")
    func inputStaysOpen() async throws {
        let result = try await shell(
            "read line; exec 3<&0; (cat <&3; echo closed) & sleep 0.2; kill $!; echo open", input: "x\n")
        #expect(text(result.output) == "open\n")
    }

    @Test("cancelled: the child is gone")
    func cancels() async throws {
        let task = Task { try await shell("echo $$; sleep 1000") }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("a program that is not there is a matter of configuration")
    func noProgram() async throws {
        let error = await #expect(throws: BillowError.self) {
            try await ChildProgram(path: "/nowhere/billow", arguments: [], environment: [:]).run(
                input: [], allowance: .init(duration: .seconds(9), outputBytesMax: 9))
        }
        #expect(error?.code == .configuration)
    }
}
