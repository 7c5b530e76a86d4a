import BillingModel
import Foundation
import Synchronization

/// A program to run in a child process, with nothing of this process but what is named here: no other file
/// descriptor, no other variable of the environment.
package struct ChildProgram: Sendable {
    package let path: String
    package let arguments: [String]
    package let environment: [String: String]

    package init(path: String, arguments: [String], environment: [String: String]) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
    }

    /// What the parent grants a child before it is killed, with every process that it started itself.
    package struct Allowance: Sendable {
        package let duration: Duration
        package let outputBytesMax: Int

        package init(duration: Duration, outputBytesMax: Int) {
            self.duration = duration
            self.outputBytesMax = outputBytesMax
        }
    }

    /// Runs the program to its end. `input` is followed by nothing: standard input stays open as long as this process
    /// lives and waits, so that a child which finds it closed knows that nobody does (``Lifeline``).
    ///
    /// However the child ends is a value.
    /// - Throws: `configuration` when there is no such program, `unavailable` when the machine has no room for another
    ///   process, `CancellationError` when the task was cancelled; the child is gone then.
    package func run(input: [UInt8], allowance: Allowance) async throws -> ChildResult {
        let isCancelled = Flag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // A thread of its own: waiting must not hold up one of the few that tasks share.
                Thread.detachNewThread {
                    continuation.resume(
                        with: Result {
                            let child = try SpawnedChild(self)
                            return try child.finish(input: input, allowance: allowance) { isCancelled.value }
                        })
                }
            }
        } onCancel: {
            isCancelled.value = true
        }
    }

    private final class Flag: Sendable {
        private let state = Atomic(false)
        var value: Bool {
            get { state.load(ordering: .relaxed) }
            set { state.store(newValue, ordering: .relaxed) }
        }
    }
}
