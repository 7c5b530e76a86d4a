import BillingModel

/// What to do with each delivery that was found, and why.
package struct Plan: Sendable {
    package enum Decision: Hashable, Sendable {
        case land
        /// The listing has changed since this run was landed, perhaps only by copying: land it if the content differs
        /// from this hash, else skip it.
        case landIfContentDiffers(from: String)
        case skip(reason: String)
        case superseded(reason: String)
        /// Could be landed, but somebody has to say so.
        case held(reason: String)
        case rejected(reason: String)
    }

    package struct Item: Hashable, Sendable {
        package let delivery: Delivery
        package let decision: Decision
    }

    /// Newest month first; within a month by source, export and run.
    package let items: [Item]
}

extension Plan {
    /// Pure: the same deliveries and ledgers give the same plan, whatever the order in which they were found.
    ///
    /// Of several runs of a month the newest complete one is landed, unless the lake holds it or a newer one; files of
    /// an export that accumulates (`period` is nil) are each landed once. Runs that were taken back are held, and
    /// older ones do not take their place, unless `accepts`.
    package static func make(
        _ deliveries: [Delivery], ledgers: [String: Ledger], accepts: Bool = false
    ) -> Plan {
        let groups = Dictionary(grouping: deliveries) { Key($0) }
        let items = groups.flatMap { key, candidates in
            let ledger = ledgers[key.source] ?? Ledger([])
            return key.run == nil
                ? decideMonth(candidates, ledger, accepts) : decideFile(candidates, ledger, accepts)
        }
        return Plan(items: items.sorted(by: precedes))
    }

    private struct Key: Hashable {
        let source: String
        let export: String
        let period: BillingPeriod?
        /// Only for exports that accumulate, where each run stands for itself.
        let run: String?

        init(_ delivery: Delivery) {
            source = delivery.source
            export = delivery.export
            period = delivery.period
            run = delivery.period == nil ? delivery.run : nil
        }
    }

    private static func precedes(_ left: Item, _ right: Item) -> Bool {
        let (a, b) = (left.delivery, right.delivery)
        switch (a.period, b.period) {
        case (let x?, let y?) where x != y: return x > y
        case (_?, nil): return true
        case (nil, _?): return false
        default:
            return (a.source, a.export, a.order, a.run, a.manifest ?? "") < (
                b.source, b.export, b.order, b.run, b.manifest ?? ""
            )
        }
    }

    private static func decideMonth(_ candidates: [Delivery], _ ledger: Ledger, _ accepts: Bool) -> [Item] {
        let (runs, copies) = withoutCopies(candidates)
        let hasCurrent = runs.contains { $0.isCurrent && $0.problem == nil }
        let newestFirst = runs.sorted {
            ($0.isCurrent ? 1 : 0, $0.order, $0.run) > ($1.isCurrent ? 1 : 0, $1.order, $1.run)
        }
        var chosen: Delivery?
        var held: Delivery?
        var items = copies
        for delivery in newestFirst {
            if let chosen {
                let why = hasCurrent && !delivery.isCurrent ? "the manifest points at" : "there is a newer run,"
                items.append(Item(delivery: delivery, decision: .superseded(reason: "\(why) \(chosen.run)")))
            } else if let problem = delivery.problem {
                items.append(Item(delivery: delivery, decision: .rejected(reason: problem.reason)))
            } else {
                let decision = decide(delivery, ledger, accepts)
                switch decision {
                case .held:
                    held = held ?? delivery
                    items.append(Item(delivery: delivery, decision: decision))
                case .land where held != nil, .landIfContentDiffers where held != nil:
                    let reason = "there is a newer run, \(held?.run ?? "")"
                    items.append(Item(delivery: delivery, decision: .superseded(reason: reason)))
                default:
                    chosen = delivery
                    items.append(Item(delivery: delivery, decision: decision))
                }
            }
        }
        return items
    }

    private static func decideFile(_ candidates: [Delivery], _ ledger: Ledger, _ accepts: Bool) -> [Item] {
        let (runs, copies) = withoutCopies(candidates)
        let newestFirst = runs.sorted { ($0.order, $0.listingFingerprint) > ($1.order, $1.listingFingerprint) }
        return copies
            + newestFirst.enumerated().map { position, delivery in
                if let problem = delivery.problem {
                    return Item(delivery: delivery, decision: .rejected(reason: problem.reason))
                }
                guard position == 0 else {
                    return Item(delivery: delivery, decision: .superseded(reason: "a newer file has the same name"))
                }
                if let day = ledger.refusedSince(delivery) {
                    return Item(delivery: delivery, decision: accepts ? .land : refused(since: day))
                }
                guard let entry = ledger.entries(export: delivery.export, run: delivery.run).first else {
                    return Item(delivery: delivery, decision: .land)
                }
                return Item(delivery: delivery, decision: decideKnown(delivery, entry))
            }
    }

    private static func decide(_ delivery: Delivery, _ ledger: Ledger, _ accepts: Bool) -> Decision {
        let refusal = accepts ? nil : ledger.refusedSince(delivery).map(refused)
        guard let period = delivery.period, let live = ledger.live(export: delivery.export, period: period) else {
            return refusal ?? .land
        }
        if live.run == delivery.run {
            let known = decideKnown(delivery, live)
            if case .skip = known { return known }
            return refusal ?? known
        }
        if live.order > delivery.order {
            return .superseded(reason: "the lake holds a newer run, \(live.run)")
        }
        return refusal ?? .land
    }

    private static func refused(since day: String) -> Decision {
        .held(reason: "it was taken back (rollback or forget) on \(day); --accept lands it")
    }

    private static func decideKnown(_ delivery: Delivery, _ entry: Ledger.Entry) -> Decision {
        entry.listing == delivery.listingFingerprint
            ? .skip(reason: "the lake holds it, generation \(entry.generation)")
            : .landIfContentDiffers(from: entry.content)
    }

    /// The same run with the same files lying in two places counts once; which copy is taken does not matter, but it
    /// is always the same one.
    private static func withoutCopies(_ candidates: [Delivery]) -> (runs: [Delivery], copies: [Item]) {
        var runs: [Delivery] = []
        var copies: [Item] = []
        let preferred = candidates.sorted {
            ($0.problem == nil ? 0 : 1, $0.isCurrent ? 0 : 1, $0.manifest ?? "", $0.files.first?.path ?? "")
                < ($1.problem == nil ? 0 : 1, $1.isCurrent ? 0 : 1, $1.manifest ?? "", $1.files.first?.path ?? "")
        }
        for delivery in preferred {
            guard let known = runs.firstIndex(where: { $0.run == delivery.run && isCopy(delivery, of: $0) }) else {
                runs.append(delivery)
                continue
            }
            // Two manifests of one delivery (one beside the files, one above them) are no second delivery at all.
            if runs[known].files != delivery.files {
                let place = runs[known].files.first.map(\.path) ?? runs[known].manifest ?? ""
                copies.append(
                    Item(delivery: delivery, decision: .skip(reason: "the same delivery also lies at \(place)")))
            }
        }
        return (runs, copies)
    }

    private static func isCopy(_ delivery: Delivery, of other: Delivery) -> Bool {
        let mine = delivery.files.map { "\($0.name):\($0.sizeBytes)" }.sorted()
        let theirs = other.files.map { "\($0.name):\($0.sizeBytes)" }.sorted()
        return mine == theirs || delivery.problem != nil && other.problem == nil
    }
}
