import CByteScan

/// Which instructions find the cells. All levels give the same results.
package enum ScanLevel: Int32, CaseIterable, Sendable {
    case portable = 0
    case sse2 = 1
    case avx2 = 2
    case neon = 3

    package static let best = ScanLevel(rawValue: cbytescan_best()) ?? .portable

    /// Those that this machine has.
    package static var available: [ScanLevel] { allCases.filter { cbytescan_has($0.rawValue) } }
}
