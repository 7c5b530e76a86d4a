import BillingModel
import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Serving
import UnixSignals

/// A site on a socket, until the process is asked to end; requests that run are answered first.
package struct Listener: Sendable {
    private let site: Site
    private let host: String
    private let port: Int
    private let identity: TLSIdentity?

    private static let headerBytesMax = 32 << 10
    private static let headersMax = 100
    private static let headSeconds: Int64 = 10
    private static let idleSeconds: Int64 = 30
    private static let connectionsMax = 512

    /// Port 0 is any free one. Without `identity` it speaks in the clear.
    package init(site: Site, host: String, port: Int, identity: TLSIdentity? = nil) {
        self.site = site
        self.host = host
        self.port = port
        self.identity = identity
    }

    /// `onListening` is told the port, `onReading` how it went when SIGHUP had the certificate read again; `onHangUp`
    /// is what else that signal is for, `beside` runs as long as the server does. Throws `unavailable` where the
    /// address cannot be listened at.
    package func run(
        onHangUp: (@Sendable () async -> Void)? = nil, onListening: @escaping @Sendable (Int) -> Void,
        onReading: @escaping @Sendable (Result<TLSIdentity, any Error>) -> Void = { _ in },
        beside: @escaping @Sendable () async -> Void = {}
    ) async throws {
        var logger = Logger(label: "billow")
        logger.logLevel = .error
        let departures = Departures()
        let plain = Self.http(departures)
        let application = Application(
            responder: SiteResponder(site: site, departures: departures),
            server: try identity.map { try .tls(plain, tlsConfiguration: $0.configuration) } ?? plain,
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionsMax, logger: logger)),
            onServerRunning: { channel in onListening(channel.localAddress?.port ?? 0) }, logger: logger)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                if identity != nil || onHangUp != nil {
                    group.addTask { [identity] in await Self.hangUps(identity, onReading, onHangUp) }
                }
                group.addTask { await beside() }
                try await application.runService()
                group.cancelAll()
            }
        } catch let error as IOError {
            throw BillowError(
                .unavailable, "cannot listen at \(host), port \(port): \(error.localizedDescription)",
                hint: "is something else there? name another port with --port, or 0 for any")
        }
    }

    private static func http(_ departures: Departures) -> HTTPServerBuilder {
        let limits = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: headerBytesMax / 2, maxHeaderListSize: headerBytesMax,
            maxHeaderFieldCount: headersMax)
        return .http1(
            configuration: .init(
                additionalChannelHandlers: [
                    ConnectionGate(departures: departures, headTime: .seconds(headSeconds))
                ], idleTimeout: .seconds(idleSeconds), httpDecoderConfiguration: limits))
    }

    private static func hangUps(
        _ identity: TLSIdentity?, _ onReading: @Sendable (Result<TLSIdentity, any Error>) -> Void,
        _ onHangUp: (@Sendable () async -> Void)?
    ) async {
        for await _ in await UnixSignalsSequence(trapping: .sighup) {
            if let identity {
                onReading(
                    Result {
                        try identity.readAgain()
                        return identity
                    })
            }
            await onHangUp?()
        }
    }
}
