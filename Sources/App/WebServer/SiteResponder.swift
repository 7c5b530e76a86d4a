import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Serving

/// Turns what comes over HTTP into inquiries, and replies into responses.
struct SiteResponder: HTTPResponder {
    typealias Context = ClientContext

    let site: Site
    let departures: Departures

    /// A request whose client leaves is cancelled.
    func respond(to request: Request, context: ClientContext) async throws -> Response {
        let method = request.method.rawValue
        let target = request.head.path ?? ""
        let asking = Task {
            await site.reply(method: method, path: request.uri.path, client: context.client) {
                if ["GET", "HEAD"].contains(method), ConnectionGate.hasBody(request.headers) {
                    throw Problem(413, "nothing here takes a body")
                }
                return try Inquiry(
                    method: method, target: Self.path(target), headers: Self.headers(request), client: context.client)
            }
        }
        departures.watch(context.channel) { asking.cancel() }
        defer { departures.answered(context.channel) }
        let reply = await withTaskCancellationHandler {
            await asking.value
        } onCancel: {
            asking.cancel()
        }
        var response = Self.response(reply, isHead: request.method == .head)
        if ConnectionGate.hasBody(request.headers) { response.headers[.connection] = "close" }
        return response
    }

    /// A proxy's form of a target, `http://host/path`, is its path.
    private static func path(_ target: String) -> String {
        guard !target.hasPrefix("/"), let scheme = target.range(of: "://") else { return target }
        let rest = target[scheme.upperBound...]
        return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
    }

    private static func headers(_ request: Request) -> [(name: String, value: String)] {
        let authority = request.head.authority.map { [(name: "host", value: $0)] } ?? []
        return authority + request.headers.map { (name: $0.name.canonicalName, value: $0.value) }
    }

    private static func body(of reply: Reply) -> ByteBuffer {
        reply.data.map { ByteBuffer(bytes: $0) } ?? ByteBuffer(string: reply.body)
    }

    private static func response(_ reply: Reply, isHead: Bool) -> Response {
        var fields = HTTPFields()
        for (name, value) in reply.headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        let hasBody = !isHead && reply.status != 304
        return Response(
            status: .init(code: reply.status), headers: fields,
            body: hasBody ? ResponseBody(byteBuffer: body(of: reply)) : ResponseBody())
    }
}

/// What is known of a connection.
struct ClientContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The other end's address.
    let client: String
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        client = source.channel.remoteAddress?.ipAddress ?? "local"
    }
}
