/// What a JSON text may not exceed, so that a broken or hostile one can take neither all memory nor all time.
package enum JSONLimits {
    /// Of one line, without its end.
    package static let lineBytes = 64 << 20
    package static let depth = 32
    /// Of one object.
    package static let keys = 1000
    /// Of a file: fields of all its lines.
    package static let fields = 10_000
}
