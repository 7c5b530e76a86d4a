import ADBC
import BillingModel
import BillingSources
import Discovery
import Foundation
import Landing
import Processes
import SQLEngine

/// The child's side: does the one job that standard input names, within the limits that come with it.
struct ParquetServant {
    let datasets: [any Dataset]
    let environment: [String: String]

    /// Answers on standard output; an error is an answer too.
    func serve() async throws {
        do {
            try Self.say(try await work(on: try Self.job()))
        } catch {
            try Self.say(ParquetReply(error))
        }
    }

    private static func job() throws -> ParquetJob {
        guard let line = Lifeline.job() else {
            throw BillowError(.usage, "no job on standard input", hint: "`billow ingest` starts this by itself")
        }
        return try JSONDecoder().decode(ParquetJob.self, from: Data(line))
    }

    private func work(on job: ParquetJob) async throws -> ParquetReply {
        Lifeline.hold()
        try job.limits.apply()
        let session = try await DuckDB.locate(environment: environment).open(job.session)
        do {
            switch job.task {
            case .probe(let path):
                try Self.say(.reading(file: 0))
                let beginning = try await SessionParquetProber(session: session).probe(
                    path: path, scratchFolder: job.folder)
                return .probed(header: beginning.header, firstRow: beginning.firstRow)
            case .land(let landing):
                let lander = SessionParquetLander(session: session) { try Self.say(.reading(file: $0)) }
                let request = try landing.request(folder: job.folder, datasets: datasets)
                return .landed(ParquetYield(try await lander.land(request)))
            }
        } catch let error as BillowError where error.code == .unavailable {
            throw BillowError(
                .badData,
                "reading Parquet needs more than the \(job.engineBytesMax >> 20) MiB of memory that it may have",
                hint: ParquetChild.hint, cause: error)
        }
    }

    private static func say(_ reply: ParquetReply) throws {
        try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(reply) + Data("\n".utf8))
    }
}
