import BillingModel
import BillingSources

/// A file's header, found by English names without regard to case, agreement or the portal's language.
struct AzureHeader {
    private let positions: [String: Int]
    private let row: [String?]
    private let isMicrosofts: Bool

    init(_ probe: FileProbe) {
        var positions: [String: Int] = [:]
        for (at, cell) in probe.header.enumerated() {
            positions[Self.english(cell).lowercased(), default: at] = at
        }
        self.positions = positions
        row = probe.firstRow ?? []
        let provider = probe.cell("ProviderName", "ServiceProviderName", "x_InvoiceIssuerId") ?? ""
        isMicrosofts = provider == "Microsoft"
    }

    /// `Abonnement-GUID (SubscriptionGuid)` → `SubscriptionGuid`: portals that are not English translate headers and
    /// put the name in parentheses behind.
    static func english(_ header: String) -> String {
        let trimmed = trim(Substring(header))
        guard trimmed.last == ")", let open = trimmed.lastIndex(of: "("), open > trimmed.startIndex else {
            return String(trimmed)
        }
        let inner = trimmed[trimmed.index(after: open)...].dropLast()
        let isName = !inner.isEmpty && inner.utf8.allSatisfy { $0.isNameByte }
        return isName ? String(inner) : String(trimmed)
    }

    func has(_ names: String...) -> Bool {
        names.contains { positions[$0.lowercased()] != nil }
    }

    /// The first row's first cell under these names that is not empty.
    func cell(_ names: String...) -> String? {
        for name in names {
            if let at = positions[name.lowercased()], at < row.count, let cell = row[at], !cell.isEmpty { return cell }
        }
        return nil
    }

    /// Names that only Microsoft's FOCUS export has, or its provider name in the first row.
    var isFocus: Bool {
        guard has("BilledCost"), has("BillingCurrency"), has("ChargePeriodStart") else { return false }
        return isMicrosofts || has("x_SkuMeterId", "x_BillingProfileId", "x_ResourceGroupName", "x_SkuOfferId")
    }

    /// Actual cost of any agreement, the legacy schema included. The meter tells it from other clouds' files.
    var isActual: Bool {
        has("CostInBillingCurrency", "Cost", "PreTaxCost") && has("Date", "UsageDateTime", "UsageDate")
            && has("MeterCategory", "MeterId")
            && has("SubscriptionId", "SubscriptionGuid", "BillingAccountId", "ConsumedService")
    }

    /// How the first row's dates with slashes are meant: month/day/year unless they show otherwise.
    var dates: DateOrder {
        func evidence(_ names: [String]) -> DateEvidence {
            names.compactMap { cell($0) }.reduce(into: DateEvidence()) { $0.note($1) }
        }
        let verdict = DateEvidence.verdict(
            days: evidence(["Date", "UsageDateTime", "UsageDate"]), boundaries: evidence(AzureColumns.boundaries),
            others: evidence(["exchangeRateDate"]), month: nil)
        return verdict == .order(.dayFirst) ? .dayFirst : .monthFirst
    }

    private static func trim(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first.isWhitespace || first == "\u{FEFF}" { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}

extension UInt8 {
    fileprivate var isNameByte: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || self == UInt8(ascii: "_")
    }
}
