import BillingModel
import BillingSources
import ObjectStorage

@testable import Discovery

/// A cloud that nobody has heard of.
struct Harbour: BillingSource {
    var provider: String { "harbour" }
    var datasets: [any Dataset] { [HarbourFees()] }

    func readManifest(_ object: ObjectSummary, json: [UInt8]) throws -> ManifestReading {
        let words = String(decoding: json, as: UTF8.self).split(separator: " ").map(String.init)
        if words.first == "prices" { return .otherDataset(reason: "a price list") }
        guard words.first == "harbour" else { return .notMine }
        guard words.count >= 3, let period = BillingPeriod(words[1]) else {
            throw BillowError(.badData, "no month", source: object.key.path)
        }
        let files = words.dropFirst(3).map { word in
            let parts = word.split(separator: ":")
            return Manifest.DeclaredFile(path: String(parts[0]), sizeBytes: parts.count == 2 ? Int(parts[1]) : nil)
        }
        return .manifest(
            Manifest(dataset: "fees", export: "fees", period: period, run: words[2], order: words[2], files: files))
    }

    func recognise(_ probe: FileProbe) throws -> Recognition? {
        guard probe.has("ship", "cost") else { return nil }
        return Recognition(dataset: "fees", export: "fees", period: probe.cell("month").flatMap { BillingPeriod($0) })
    }
}

struct HarbourFees: Dataset {
    var id: String { "fees" }
    var title: String { "Harbour fees" }
    var delivery: DeliveryMode { .replacesPeriod }
    func column(forHeader header: String, sqlType: String?) -> Column { Column(header, .text) }
    func validate(_ schema: RawSchema) {}
    func control(_ schema: RawSchema) -> ControlColumns {
        ControlColumns(billed: ["cost"], currency: nil, usageStart: nil)
    }
    func mapping(_ schema: RawSchema) -> Mapping { Mapping(entries: []) }
}

/// CSV needs nobody who reads Parquet.
struct NoParquet: ParquetProber {
    func probe(path: String, scratchFolder: String) async throws -> ParquetBeginning {
        throw BillowError(.bug, "there is no Parquet")
    }
}
