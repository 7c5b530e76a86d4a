import Serving

/// A file of tokens that is read again when it changes.
package actor TokenWatch {
    private let reader: TokenReader
    private var mark: TokenReader.Mark?

    private static let interval = Duration.seconds(1)

    package init(path: String) {
        reader = TokenReader(path: path)
    }

    /// Throws `configuration`.
    package func read() throws -> [AccessToken] {
        // Before it is read: what is written meanwhile is a change.
        mark = reader.mark
        return try reader.read()
    }

    /// What the file says now, whether it changed or not.
    package func again() -> Result<[AccessToken], any Error> { Result { try read() } }

    /// Nil where the file is as it was when it was read last, or could not be.
    package func change() -> Result<[AccessToken], any Error>? {
        reader.mark == mark ? nil : again()
    }

    /// Looks once a second, until it is cancelled.
    package func watch(_ onChange: @Sendable (Result<[AccessToken], any Error>) -> Void) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.interval)
            if let change = change() { onChange(change) }
        }
    }
}
