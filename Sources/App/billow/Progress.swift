import BillingModel
import Foundation
import Pipeline
import Reporting
import Synchronization

/// What an ingest is doing: one line that changes on a terminal, plain lines elsewhere, nothing when `isQuiet`.
/// Always on standard error.
final class Progress: Sendable {
    private let isQuiet: Bool
    private let isTerminal: Bool
    private let hasLine = Mutex(false)

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
        isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
    }

    var show: @Sendable (Ingest.Event) -> Void {
        { [self] event in
            switch event {
            case .discovering(let location): step("looking through \(location)")
            case .found(let deliveries, let others):
                step(
                    "\(deliveries) deliver\(deliveries == 1 ? "y" : "ies")"
                        + (others > 0 ? ", \(others) other file\(others == 1 ? "" : "s")" : ""))
            case .repairing(let source, let export, let period): step("rebuilding \(source) \(export) \(period)")
            case .landing(let source, let export, let period, let files, let bytes):
                let month = period.map { " \($0)" } ?? ""
                step(
                    "landing \(source) \(export)\(month): "
                        + "\(files) file\(files == 1 ? "" : "s"), \(ByteCount.text(bytes))"
                )
            case .finished(let runs):
                for run in runs where run.state == .rejected {
                    line("rejected \(run.source) \(run.export) \(run.run): \(run.reason ?? "")")
                }
            }
        }
    }

    /// What is being done, in a few words.
    var note: @Sendable (String) -> Void { { [self] text in step(text) } }

    /// Takes the changing line away before results are printed.
    func clear() {
        hasLine.withLock { hasLine in
            if hasLine { write("\r\u{1B}[K") }
            hasLine = false
        }
    }

    /// One line, whatever names say.
    private func step(_ text: String) {
        guard !isQuiet else { return }
        let text = Terminal.safe(text)
        guard isTerminal else { return write(text + "\n") }
        hasLine.withLock { $0 = true }
        write("\r\u{1B}[K" + String(text.prefix(100)))
    }

    private func line(_ text: String) {
        guard !isQuiet else { return }
        clear()
        write(Terminal.safe(text) + "\n")
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}

enum ByteCount {
    /// `776.4 MB`, in powers of ten.
    static func text(_ bytes: Int) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var size = bytes * 10
        var unit = 0
        while size >= 10_000, unit < units.count - 1 {
            size /= 1000
            unit += 1
        }
        return unit == 0 ? "\(bytes) B" : "\(size / 10).\(size % 10) \(units[unit])"
    }
}
