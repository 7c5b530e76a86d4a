import BillingModel
import BillingSources
import Fetching
import ObjectStorage
import SQLEngine

/// Reads source objects again where they were found, and compares with what was landed from them.
struct SourceCheck {
    let session: any SQLSession
    let store: @Sendable (String) -> any ObjectStore
    /// For private copies of Parquet files.
    let folder: String

    /// `landed` is what the raw table holds of the object, nil where it could not be added up; `skipped` are its rows
    /// in quarantine.
    func check(
        _ object: SourceObject, dataset: any Dataset, landed: ControlTotals?, skipped: Set<Int>
    ) async -> Verification.Source {
        func answer(_ state: Verification.Source.State, _ differences: [String] = []) -> Verification.Source {
            Verification.Source(object: object, state: state, differences: differences)
        }
        let store = store(object.location)
        do {
            guard let now = try await store.head(try ObjectKey(object.identity.path)) else { return answer(.gone) }
            if now.sizeBytes != object.sizeBytes { return answer(.changed, ["\(now.sizeBytes) bytes"]) }
            let reader = SlowReader(store: store, dataset: dataset, session: session, folder: folder)
            let found = try await reader.read(object, skipped: skipped)
            if !object.sha256.isEmpty, found.content.finish() != object.sha256 { return answer(.changed, ["content"]) }
            let differences = found.totals.map { Self.differences(object, $0, landed) } ?? []
            return answer(differences.isEmpty ? .agrees : .differs, differences)
        } catch {
            let key = try? ObjectKey(object.identity.path)
            if let key, let content = try? await ContentHash.object(key, in: store), !object.sha256.isEmpty,
                content.finish() != object.sha256
            {
                return answer(.changed, ["content"])
            }
            return answer(.differs, [(error as? BillowError)?.message ?? "\(error)"])
        }
    }

    /// Of an object whose rows are not all shown (a month of it was forgotten), only the rows are compared.
    static func differences(_ object: SourceObject, _ read: ControlTotals, _ landed: ControlTotals?) -> [String] {
        guard read.rows == object.rows else { return ["\(read.rows) rows where \(object.rows) were landed"] }
        guard let landed, landed.rows == object.rows else { return [] }
        return landed.billedDifferences(to: read).map { "billed \($0)" }
    }
}
