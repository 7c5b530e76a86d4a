/// What this build is.
package enum Billow {
    package static let version = "0.1.0"
}
