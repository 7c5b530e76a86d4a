import BillingModel
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Serving

/// A site on a socket, until the process is asked to end; requests that run are answered first.
package struct Listener: Sendable {
    private let site: Site
    private let host: String
    private let port: Int

    private static let headerBytesMax = 32 << 10
    private static let headersMax = 100
    private static let idleSeconds: Int64 = 30
    private static let connectionsMax = 512

    /// Port 0 is any free one.
    package init(site: Site, host: String, port: Int) {
        self.site = site
        self.host = host
        self.port = port
    }

    /// `onListening` is told the port. Throws `unavailable` where the address cannot be listened at.
    package func run(onListening: @escaping @Sendable (Int) -> Void) async throws {
        var logger = Logger(label: "billow")
        logger.logLevel = .error
        let limits = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: Self.headerBytesMax / 2, maxHeaderListSize: Self.headerBytesMax,
            maxHeaderFieldCount: Self.headersMax)
        let application = Application(
            responder: SiteResponder(site: site),
            server: .http1(
                configuration: .init(idleTimeout: .seconds(Self.idleSeconds), httpDecoderConfiguration: limits)),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionsMax, logger: logger)),
            onServerRunning: { channel in onListening(channel.localAddress?.port ?? 0) }, logger: logger)
        do {
            try await application.runService()
        } catch let error as IOError {
            throw BillowError(
                .unavailable, "cannot listen at \(host), port \(port): \(error.localizedDescription)",
                hint: "is something else there? name another port with --port, or 0 for any")
        }
    }
}
