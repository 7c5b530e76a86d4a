import BillingModel
import Foundation

/// What the child says: lines of JSON on its standard output, the last one with the result.
enum ParquetReply: Codable, Sendable {
    /// It is about to look into a file of the job, counted from 0; whatever befalls it then, that file is the reason.
    case reading(file: Int)
    case probed(header: [String], firstRow: [String?]?)
    case landed(ParquetYield)
    case failed(code: String, message: String, hint: String?, source: String?)

    /// It said something that cannot be so.
    struct Garbage: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    init(_ error: any Error) {
        let error = error as? BillowError ?? BillowError(.bug, "unexpected failure: \(error)")
        self = .failed(code: error.code.name, message: error.message, hint: error.hint, source: error.source)
    }
}
