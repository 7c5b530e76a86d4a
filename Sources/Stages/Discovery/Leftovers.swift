import BillingModel
import ObjectStorage

/// Numbered parts that an earlier, longer run left behind in a folder that is written over: their rows would count
/// beside the same rows in the new parts.
enum Leftovers {
    /// The parts of one run are written together.
    private static let runMicros: Int64 = 3_600_000_000

    /// Told by their age: the last parts are older than all before them by more than a run takes.
    static func problem(_ parts: [ObjectSummary]) -> Delivery.Problem? {
        let parts = parts.sorted { ($0.key.name.count, $0.key) < ($1.key.name.count, $1.key) }
        for place in parts.indices.dropFirst() {
            let (before, behind) = (parts[..<place].map(\.modifiedMicros), parts[place...].map(\.modifiedMicros))
            guard let oldest = before.min(), let youngest = behind.max(), oldest - youngest > runMicros else {
                continue
            }
            let name = parts[place].key.name
            return Delivery.Problem(
                "\(name) is more than an hour older than the parts before it: a longer run seems to have left it "
                    + "behind. Delete what the latest run did not write, or export to an empty folder",
                source: parts[place].key.path)
        }
        return nil
    }
}
