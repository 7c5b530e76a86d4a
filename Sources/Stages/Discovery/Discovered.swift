import BillingModel

/// What lies at one location.
package struct Discovered: Sendable {
    package var deliveries: [Delivery] = []
    /// Everything else, each with what was looked for; together with the deliveries' files and manifests these are all
    /// objects of the listing.
    package var others: [OtherFile] = []
    /// Of the files that had to be looked into, now or before.
    package var known = KnownFiles()

    package struct OtherFile: Hashable, Sendable {
        package let path: String
        package let reason: String

        package init(path: String, reason: String) {
            self.path = path
            self.reason = reason
        }
    }
}
