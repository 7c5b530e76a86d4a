import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// What a connection may take: its first request's headers come in time, bodies are not read, and that the client has
/// left is told.
final class ConnectionGate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let departures: Departures
    private let headTime: TimeAmount
    private var deadline: Scheduled<Void>?
    /// A request that brings a body is the last: what follows its headers goes nowhere.
    private var hasBody = false

    /// For how long what a client still sends is let pass, so that it gets to read the answer.
    private static let lingerTime = TimeAmount.seconds(2)

    /// - Parameter headTime: From the connection to the end of its first request's headers; with TLS the handshake is
    ///   within it. Later requests have the time of an idle connection.
    init(departures: Departures, headTime: TimeAmount) {
        self.departures = departures
        self.headTime = headTime
    }

    /// Whether a body is announced that has anything in it.
    static func hasBody(_ fields: HTTPFields) -> Bool {
        fields[.transferEncoding] != nil || fields[values: .contentLength].contains { $0 != "0" }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        close(context, in: headTime)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
        departures.closed(context.channel)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        departures.closed(context.channel)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasBody else { return }
        if case .head(let head) = unwrapInboundIn(data) {
            deadline?.cancel()
            hasBody = Self.hasBody(head.headerFields)
        }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent { departures.left(context.channel) }
        context.fireUserInboundEventTriggered(event)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        context.write(data, promise: promise)
        guard hasBody, case .end = unwrapOutboundIn(data) else { return }
        context.flush()
        context.close(mode: .output, promise: nil)
        close(context, in: Self.lingerTime)
    }

    private func close(_ context: ChannelHandlerContext, in time: TimeAmount) {
        deadline?.cancel()
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
    }
}

@available(*, unavailable)
extension ConnectionGate: Sendable {}
