import BillingModel
import Foundation
import SQLEngine
import TestEngine
import Testing

@testable import Normalising

/// A folder and a session on an empty database, gone with the value's last use.
final class Workroom: Sendable {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("normalising-\(UUID().uuidString)").path
    let session: any SQLSession

    init() async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        session = try await TestEngine.openSession(folder: folder + "/spill")
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }
}
