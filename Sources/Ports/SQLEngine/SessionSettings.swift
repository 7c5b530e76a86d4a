import BillingModel

/// The limits that a session runs under. All are set before the first statement and cannot be left out.
package struct SessionSettings: Sendable {
    /// What the engine may hold before it spills to ``temporaryFolder``.
    package var memoryBytesMax: Int
    package var threads: Int
    package var temporaryFolder: String
    package var access: Access

    package enum Access: Sendable {
        /// Billow's own statements.
        case full
        /// Billow's own statements on files of others: nothing but `files` and what lies in `folder`, which holds the
        /// temporary folder too, can be read or written, no extension loaded. What does not fit into memory may take
        /// this much disk.
        case confined(folder: String, files: [String], spillBytesMax: Int)
        /// Nothing but what lies in `folders` can be read, nothing can be written outside of them, no extension
        /// loaded, no setting changed. A user's statements can write nowhere: each is looked at before it runs. The
        /// lock falls after `prepare` has run.
        case lockedDown(readableFolders: [String], prepare: [SQLText], author: Author)
    }

    /// Who writes the statements.
    package enum Author: Sendable {
        /// Whatever a user thinks of.
        case user
        /// Billow, in which values that others gave are quoted (``SQLText``).
        case billow
    }

    package init(memoryBytesMax: Int, threads: Int, temporaryFolder: String, access: Access = .full) {
        self.memoryBytesMax = memoryBytesMax
        self.threads = threads
        self.temporaryFolder = temporaryFolder
        self.access = access
    }
}

/// Opens sessions of one kind of engine.
package protocol SQLDriver: Sendable {
    /// For people: name, version and where the library was found.
    var description: String { get }

    /// Sessions on one fresh in-memory database, `sessions` of them, whose statements run side by side.
    func open(_ settings: SessionSettings, sessions: Int) async throws -> [any SQLSession]
}

extension SQLDriver {
    /// A session on a fresh in-memory database.
    package func open(_ settings: SessionSettings) async throws -> any SQLSession {
        guard let session = try await open(settings, sessions: 1).first else {
            throw BillowError(.bug, "\(description) opened no session")
        }
        return session
    }
}
