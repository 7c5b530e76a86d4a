import BillingModel
import Pipeline
import Reporting

/// A cost with the deliveries, objects and rows that it is from.
package struct ExplainedCost: Sendable {
    package let answer: CostAnswer
    package let deliveries: [Delivery]
    package let objects: [Object]
    package let notCounted: [LakeOrigins.NotCounted]

    /// A delivery's share in a month.
    package struct Delivery: Sendable {
        package let id: LakeOrigins.DeliveryID
        package let generation: Int
        package let origin: LakeOrigins.Delivery?
        package let sums: [String: CostAnswer.Sum]
    }

    package struct Object: Sendable {
        package let id: CostAnswer.Object
        package let origin: SourceObject?
        package let numbers: [ClosedRange<Int>]
        package let sums: [String: CostAnswer.Sum]
    }

    package init(answer: CostAnswer, origins: LakeOrigins) throws {
        self.answer = answer
        var seen = Set<LakeOrigins.DeliveryID>()
        let ids = answer.parts.map(\.delivery).filter { seen.insert($0).inserted }
        let byDelivery = Dictionary(grouping: answer.parts, by: \.delivery)
        let byObject = Dictionary(grouping: answer.parts, by: \.object)
        deliveries = try ids.map { id in
            let parts = byDelivery[id] ?? []
            return Delivery(
                id: id, generation: parts.map(\.generation).max() ?? 0, origin: origins.deliveries[id],
                sums: try parts.sums())
        }
        objects = try answer.objects.map { id in
            let identity = SourceObject.Identity(source: id.source, export: id.export, run: id.run, path: id.path)
            return Object(
                id: id, origin: origins.objects[identity], numbers: answer.rowNumbers[id] ?? [],
                sums: try byObject[id]?.sums() ?? [:])
        }
        notCounted = origins.notCounted.filter { other in
            ids.contains {
                $0.period == other.period && $0.source == other.rival?.source && $0.export == other.rival?.export
            }
        }
    }
}

extension CostAnswer.Part {
    fileprivate var delivery: LakeOrigins.DeliveryID {
        LakeOrigins.DeliveryID(source: source, export: export, period: period, run: run)
    }
}
