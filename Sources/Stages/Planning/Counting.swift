import BillingModel

/// Which exports of one cloud's month make up `focus`: two that tell of the same accounts and days tell of the same
/// money, which is counted once.
///
/// Pure, and the same whatever the order in which exports were landed.
package enum Counting {
    /// What somebody decided for an export, whatever it tells.
    package enum Rule: String, CaseIterable, Sendable {
        /// Nothing: what follows decides.
        case auto
        /// Counted beside others, in nobody's way.
        case always
        case never
    }

    package struct Candidate: Hashable, Sendable {
        package let source: String
        package let export: String
        /// Whose own export it is; nil for files that anyone may have written, of any cloud.
        package let cloud: String?
        package let form: CostForm
        package let rule: Rule
        /// Nil is unknown; such an export is counted and stands in nobody's way.
        package let coverage: Coverage?
        /// The same for a bill and for its amortised form; nil for all that stands for itself.
        package let pair: String?

        package init(
            source: String, export: String, cloud: String?, form: CostForm, rule: Rule = .auto, coverage: Coverage?,
            pair: String? = nil
        ) {
            self.source = source
            self.export = export
            self.cloud = cloud
            self.form = form
            self.rule = rule
            self.coverage = coverage
            self.pair = pair
        }
    }

    /// Why an export is not counted.
    package enum Exclusion: Hashable, Sendable {
        /// Somebody said so.
        case rule
        /// That export tells the same. `daysOnlyHere` are days, of all accounts together, that only the one which is
        /// not counted tells of.
        case rival(source: String, export: String, daysOnlyHere: Int)
    }

    /// By position in `candidates`, nil for those that are counted. A cloud's own export goes before a file of anyone,
    /// FOCUS before a bill in its cloud's own form, that before amortised cost; among equals what covers more.
    package static func exclusions(_ candidates: [Candidate]) -> [Exclusion?] {
        var exclusions = [Exclusion?](repeating: nil, count: candidates.count)
        var counted: [Int] = []
        for index in candidates.indices.sorted(by: { precedes(candidates[$0], candidates[$1]) }) {
            if candidates[index].rule == .never { exclusions[index] = .rule }
            guard candidates[index].rule == .auto, let mine = candidates[index].coverage else { continue }
            let rivals = counted.filter { tellTheSame(candidates[$0], candidates[index]) }
            guard let first = rivals.first else {
                counted.append(index)
                continue
            }
            let theirs = rivals.reduce(Coverage()) { $0.union(candidates[$1].coverage ?? Coverage()) }
            let isMixed = rivals.contains { candidates[$0].cloud != candidates[index].cloud }
            let rest = isMixed ? mine.bare.subtracting(theirs.bare) : mine.subtracting(theirs.withoutPayers)
            exclusions[index] = .rival(
                source: candidates[first].source, export: candidates[first].export,
                daysOnlyHere: rest.size)
        }
        return exclusions
    }

    /// By position of amortised exports, which are not counted by themselves: that of the bill beside which they are.
    /// It is of the same scope, counted, alone in telling the same, and has money on the same days of the month.
    package static func pairs(_ candidates: [Candidate], _ exclusions: [Exclusion?]) -> [Int: Int] {
        var pairs: [Int: Int] = [:]
        for (index, amortised) in candidates.enumerated() {
            guard amortised.form == .amortised, amortised.pair != nil, exclusions[index]?.rival != nil else { continue }
            let rivals = candidates.indices.filter {
                $0 != index && exclusions[$0] == nil && tellTheSame(candidates[$0], amortised)
            }
            guard rivals.count == 1, let bill = rivals.first, candidates[bill].pair == amortised.pair,
                candidates[bill].form == .billed, !pairs.values.contains(bill),
                candidates[bill].coverage?.daysOfMonth == amortised.coverage?.daysOfMonth
            else { continue }
            pairs[index] = bill
        }
        return pairs
    }

    /// Payers are compared within a source only: two datasets of one cloud may name them differently.
    private static func tellTheSame(_ left: Candidate, _ right: Candidate) -> Bool {
        guard let mine = left.coverage?.named, let theirs = right.coverage?.named else { return false }
        if left.cloud != right.cloud {
            // Two clouds have no account in common; a file of anyone may be of either.
            let isOfAnyone = left.cloud == nil || right.cloud == nil
            return isOfAnyone && !mine.bare.named.intersection(theirs.bare.named).isEmpty
        }
        return !mine.intersection(left.source == right.source ? theirs : theirs.withoutPayers).isEmpty
    }

    private static func precedes(_ left: Candidate, _ right: Candidate) -> Bool {
        let (mine, theirs) = (left.coverage?.size ?? 0, right.coverage?.size ?? 0)
        let (isOwn, isTheirs) = (left.cloud == nil ? 0 : 1, right.cloud == nil ? 0 : 1)
        if (isOwn, left.form.rawValue, mine) != (isTheirs, right.form.rawValue, theirs) {
            return (isOwn, left.form.rawValue, mine) > (isTheirs, right.form.rawValue, theirs)
        }
        return (left.source, left.export) < (right.source, right.export)
    }
}

extension Counting.Exclusion {
    /// Money that is in no sum now, though nobody said so.
    package var leavesOut: Bool {
        if case .rival(_, _, let daysOnlyHere) = self { daysOnlyHere > 0 } else { false }
    }

    /// What is counted in its place; nil where somebody said that it is not counted.
    package var rival: (source: String, export: String)? {
        if case .rival(let source, let export, _) = self { (source, export) } else { nil }
    }
}

extension Counting.Exclusion: CustomStringConvertible {
    package var description: String {
        guard case .rival(let source, let export, let daysOnlyHere) = self else {
            return "not counted: `billow count` was told so"
        }
        let rest =
            daysOnlyHere == 0
            ? ""
            : "; \(daysOnlyHere) days of accounts are in this export alone and are missing from focus: "
                + "see `billow count --help`"
        return "not counted: \(source) \(export) tells of the same accounts and days\(rest)"
    }
}
