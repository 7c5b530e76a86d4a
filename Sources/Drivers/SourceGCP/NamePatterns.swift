/// What is looked for in names. Made once: there is a name for each file, and making one takes longer than looking.
///
/// They hold nothing but what the literals say, so that it does no harm to share them.
enum NamePatterns {
    /// `2025-10-03`.
    nonisolated(unsafe) static let day = /(20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:\D|$)/
    /// `202510` before a `_`.
    nonisolated(unsafe) static let invoiceMonth = /^20\d\d(?:0[1-9]|1[0-2])(?=_)/
    /// `20251003`.
    nonisolated(unsafe) static let compactDay = /(?:^|\D)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\D|$)/
    /// `2025-10`, `202510`.
    nonisolated(unsafe) static let month = /(?:^|\D)(20\d\d)-?(0[1-9]|1[0-2])(?:\D|$)/
    /// `2025-10`, `2025-10-03`, and nothing behind it.
    nonisolated(unsafe) static let timeAtEnd = /20\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?$/
    nonisolated(unsafe) static let partNumber = /(?:^|[-_.])(?:part[-_]?)?(?:\d{12}|\d{1,5})$/

    nonisolated(unsafe) static let dashedTime = /20\d\d-\d\d(?:-\d\d)?/
    nonisolated(unsafe) static let compactTime = /(?:^|\D)20\d{4}(?:\d\d)?(?:\D|$)/
    nonisolated(unsafe) static let fingerprint = /[0-9a-f]{16,}/
    nonisolated(unsafe) static let gap = /[-_. ]{2,}/
    nonisolated(unsafe) static let edge = /^[-_. ]+|[-_. ]+$/
}
