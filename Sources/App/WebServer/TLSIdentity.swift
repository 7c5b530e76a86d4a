import BillingModel
import Foundation
import NIOSSL
import Synchronization

/// Who the server is to its clients: a certificate with its chain, and its key. Both can be read again while it runs.
package final class TLSIdentity: Sendable {
    private struct Pair: Sendable {
        let chain: [NIOSSLCertificateSource]
        let key: NIOSSLPrivateKeySource
        let validFrom: Date
        let validUntil: Date
    }

    private let certificateFile: String
    private let keyFile: String
    private let pair: Mutex<Pair>

    /// PEM files. Throws `configuration` where one cannot be read, is none, or the key is another certificate's.
    package init(certificateFile: String, keyFile: String) throws {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        pair = Mutex(try Self.read(certificateFile, keyFile))
    }

    /// Connections from now on are given what the files hold; throws as `init` does, and then all stays as it was.
    package func readAgain() throws {
        let new = try Self.read(certificateFile, keyFile)
        pair.withLock { $0 = new }
    }

    /// Why clients will refuse the certificate at `now`; nil where its time is right.
    package func warning(at now: Date) -> String? {
        let pair = pair.withLock { $0 }
        if now > pair.validUntil { return "the certificate has expired, on \(Self.text(pair.validUntil))" }
        return now < pair.validFrom ? "the certificate is not valid until \(Self.text(pair.validFrom))" : nil
    }

    package var validUntil: String { Self.text(pair.withLock { $0.validUntil }) }

    /// TLS 1.2 or newer; each handshake takes the pair that was read last.
    var configuration: TLSConfiguration {
        let first = pair.withLock { $0 }
        var configuration = Self.configuration(first)
        configuration.sslContextCallback = { [self] _, promise in
            let pair = pair.withLock { $0 }
            var change = NIOSSLContextConfigurationOverride()
            (change.certificateChain, change.privateKey) = (pair.chain, pair.key)
            promise.succeed(change)
        }
        return configuration
    }

    private static func configuration(_ pair: Pair) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: pair.chain, privateKey: pair.key)
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }

    private static func read(_ certificateFile: String, _ keyFile: String) throws -> Pair {
        for file in [certificateFile, keyFile] where FileManager.default.contents(atPath: file) == nil {
            throw BillowError(.configuration, "\(file) cannot be read", hint: "is it there, for this user?")
        }
        guard let chain = try? NIOSSLCertificate.fromPEMFile(certificateFile), let own = chain.first else {
            throw BillowError(
                .configuration, "\(certificateFile) holds no certificate in PEM",
                hint: "the server's own comes first, then those between it and the authority")
        }
        guard let key = try? NIOSSLPrivateKey(file: keyFile, format: .pem) else {
            throw BillowError(
                .configuration, "\(keyFile) holds no private key in PEM",
                hint: "a key with a passphrase cannot be read: openssl pkey -in FILE -out OTHER takes it off")
        }
        let pair = Pair(
            chain: chain.map { .certificate($0) }, key: .privateKey(key),
            validFrom: Date(timeIntervalSince1970: TimeInterval(own.notValidBefore)),
            validUntil: Date(timeIntervalSince1970: TimeInterval(own.notValidAfter)))
        do {
            _ = try NIOSSLContext(configuration: configuration(pair))
        } catch {
            throw BillowError(
                .configuration, "the key in \(keyFile) is not that of the certificate in \(certificateFile)",
                hint:
                    "of a pair, openssl x509 -noout -pubkey and openssl pkey -pubout tell the same",
                cause: error)
        }
        return pair
    }

    private static func text(_ moment: Date) -> String { moment.ISO8601Format() }
}
