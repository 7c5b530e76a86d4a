import ArgumentParser
import BillingModel
import CompatibleReports
import Foundation
import Pipeline
import Serving
import WebServer
import Wiring

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "A dashboard and an API over the lake, read-only.",
        discussion: """
            Answers are from the newest version of the lake and name it; an ingest shows as soon as it is committed. \
            Only this machine can ask. To be asked by others, name an address with --host and put a token into \
            BILLOW_SERVE_TOKEN; browsers ask for it as a password, programs send it as a bearer token. With \
            --tls-certificate and --tls-key it speaks TLS, 1.2 or newer, and SIGHUP has both read again; else put a \
            proxy that has it in front. Name what the server is called with --allow-host. --tokens names a \
            file of more tokens, each with a scope and, if you like, with what accounts, projects or sources it may \
            see; when it changes, it is read again.

              billow serve                                         then open http://127.0.0.1:8428
              curl 'http://127.0.0.1:8428/api/v1/costs?group_by=service&time=last-month&limit=10'
              curl 'http://127.0.0.1:8428/api/v1/costs?group_by=tag:team&resolution=monthly&format=csv'
              BILLOW_SERVE_TOKEN=$(openssl rand -hex 32) billow serve --host 0.0.0.0 --allow-host costs.example.org \
                --tls-certificate chain.pem --tls-key key.pem

            /api/v1/openapi.json describes the API, /healthz, /readyz and /metrics are for those who keep it running. \
            Each request is a line of JSON on standard error. It ends on SIGTERM or Ctrl-C, after what it has begun.
            """)

    @Option(help: "The address to listen at. Other than loopback needs BILLOW_SERVE_TOKEN.")
    var host: String = "127.0.0.1"

    @Option(help: "The port to listen at; 0 is any free one.")
    var port: Int = 8428

    @Option(
        name: .customLong("allow-host"),
        help: ArgumentHelp(
            "A name under which the server may be asked, besides the address; can be given several times.",
            valueName: "name"))
    var allowHost: [String] = []

    @Option(
        name: .customLong("tls-certificate"),
        help: ArgumentHelp("The server's certificate and those above it, in PEM.", valueName: "file"))
    var tlsCertificate: String?

    @Option(
        name: .customLong("tls-key"),
        help: ArgumentHelp("The certificate's key in PEM, without a passphrase.", valueName: "file"))
    var tlsKey: String?

    @Option(
        help:
            "Requests a second for each client, twice as many at once; 0 is no limit. Default: 0 on loopback, else 50.")
    var rate: Int?

    @Option(
        help: ArgumentHelp(
            "A file of tokens that its owner alone can read (docs/serve.md); BILLOW_SERVE_TOKEN is one more.",
            valueName: "file"))
    var tokens: String?

    @Flag(help: "No line for each request.")
    var quiet = false

    @OptionGroup var lake: LakeOptions

    private static let loopback: Set = ["127.0.0.1", "::1", "localhost"]

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("There is no port \(port).") }
        guard (0...1_000_000).contains(rate ?? 0) else { throw ValidationError("--rate is from 0 to 1000000.") }
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key go together.")
        }
    }

    func run() async throws {
        let workbench = try lake.workbench()
        let isLocal = Self.loopback.contains(host.lowercased())
        let token = workbench.settings.environment["BILLOW_SERVE_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
        let own = try token.map { [try AccessToken(name: "BILLOW_SERVE_TOKEN", secret: $0, grant: .all)] } ?? []
        let watch = self.tokens.map { TokenWatch(path: $0) }
        let tokens = own + (try await watch?.read() ?? [])
        guard isLocal || !tokens.isEmpty else {
            throw BillowError(
                .configuration, "whoever reaches \(host) could read all costs",
                hint: "put one into BILLOW_SERVE_TOKEN: BILLOW_SERVE_TOKEN=$(openssl rand -hex 32) billow serve …")
        }
        let folder = try ServedFolder(workbench, work: work)
        let site = ServedSite.make(
            reader: folder, tokens: tokens, hosts: names,
            rate: rate ?? (isLocal ? 0 : 50), more: CompatibleRoutes.all, log: log)
        let identity = try tlsCertificate.flatMap { certificate in
            try tlsKey.map { try TLSIdentity(certificateFile: certificate, keyFile: $0) }
        }
        let shown = "\(identity == nil ? "http" : "https")://" + (host.contains(":") ? "[\(host)]" : host)
        let isClear = !isLocal && identity == nil
        // Nobody hangs up on a server that has nothing to read again.
        let onHangUp = watch.map { watch in
            { @Sendable in Self.take(await watch.again(), own, site) }
        }
        let listener = Listener(site: site, host: host, port: port, identity: identity)
        let served = await Result.of {
            try await listener.run(onHangUp: onHangUp) { port in
                printOut("Billow \(Billow.version) serves \(workbench.lakeFolder) at \(shown):\(port)\n")
                if isClear {
                    printOut(
                        "The token travels in the clear: name --tls-certificate and --tls-key, or put a proxy in front "
                            + "that speaks TLS.\n")
                }
                identity.map(Self.warn)
            } onReading: { result in
                switch result {
                case .success(let identity):
                    printOut("Certificate read again; it is valid until \(identity.validUntil).\n")
                    Self.warn(of: identity)
                case .failure(let error):
                    printOut("The certificate from before stays: \(Self.text(error)).\n")
                }
            } beside: {
                await watch?.watch { Self.take($0, own, site) }
            }
        }
        await folder.stop()
        try served.get()
    }

    private static func take(_ tokens: Result<[AccessToken], any Error>, _ own: [AccessToken], _ site: Site) {
        switch tokens {
        case .success(let tokens):
            site.replace(own + tokens)
            printOut("Tokens read again; those of the file are \(tokens.map(\.name).joined(separator: ", ")).\n")
        case .failure(let error):
            printOut("The tokens from before stay: \(text(error)).\n")
        }
    }

    private static func text(_ error: any Error) -> String { (error as? BillowError)?.message ?? "\(error)" }

    private var work: ServedWork {
        var work = ServedWork()
        work.onFailure = { error in
            FileHandle.standardError.write(
                Data("Answers come from the lake's files, and take longer: \(Self.text(error)).\n".utf8))
        }
        return work
    }

    private static func warn(of identity: TLSIdentity) {
        identity.warning(at: Date()).map { printOut("Clients will refuse this: \($0).\n") }
    }

    /// All names of this machine itself, the address, and what the caller names.
    private var names: [String] {
        let own = ["localhost", "127.0.0.1", "[::1]"]
        let address = host.contains(":") ? "[\(host)]" : host
        return own + (["0.0.0.0", "[::]"].contains(address) ? [] : [address]) + allowHost
    }

    /// What goes wrong is always said.
    private var log: @Sendable (AccessEntry) -> Void {
        { [quiet] entry in
            guard !quiet || entry.failure != nil else { return }
            FileHandle.standardError.write(Data(entry.json.utf8))
        }
    }
}

extension Result where Failure == any Error {
    fileprivate static func of(_ body: () async throws -> Success) async -> Result {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
