import BillingModel
import CProcesses

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What this process may use from a moment on, as the system enforces it. Asking for more memory than that fails;
/// more time or a larger file ends the process. It leaves no core file, which would hold what it read.
package struct ProcessLimits: Codable, Hashable, Sendable {
    /// Memory that is this process's own: heaps and stacks, not libraries.
    package var memoryBytesMax: Int
    /// Of all threads together.
    package var cpuSecondsMax: Int
    package var fileBytesMax: Int

    package init(memoryBytesMax: Int, cpuSecondsMax: Int, fileBytesMax: Int) {
        self.memoryBytesMax = memoryBytesMax
        self.cpuSecondsMax = cpuSecondsMax
        self.fileBytesMax = fileBytesMax
    }

    /// - Throws: `bug` when the system refuses; a limit that is lower already stays.
    package func apply() throws {
        guard billow_limit_process(UInt64(memoryBytesMax), UInt64(cpuSecondsMax), UInt64(fileBytesMax)) == 0 else {
            throw BillowError(.bug, "the system refuses to limit this process: \(String(cString: strerror(errno)))")
        }
    }
}
