/// How far an application has come, in its own count: makes a commit happen once.
package struct Transaction: Hashable, Sendable {
    package let appID: String
    package let version: Int64
    package let lastUpdatedMillis: Int64?

    package init(appID: String, version: Int64, lastUpdatedMillis: Int64? = nil) {
        self.appID = appID
        self.version = version
        self.lastUpdatedMillis = lastUpdatedMillis
    }
}

extension Transaction: Codable {
    private enum CodingKeys: String, CodingKey {
        case appID = "appId"
        case version
        case lastUpdatedMillis = "lastUpdated"
    }
}
