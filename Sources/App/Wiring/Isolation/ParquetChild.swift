import BillingModel
import Discovery
import Foundation
import Landing
import Pipeline
import Processes

/// Has each delivery's Parquet files read by a child process, so that a hostile file ends one delivery and nothing
/// else: whatever ends the child is `badData` of the file that it was reading.
struct ParquetChild: ParquetHandling {
    let program: ChildProgram
    let allowance: ParquetAllowance

    func land(_ request: ParquetLandingRequest) async throws -> Landed {
        let talk = try await talk(
            .land(.init(request)), about: request.files.map { ($0.name, $0.path) }, folder: request.folder)
        guard case .landed(let yield) = talk.result else { throw Self.fault(.nonsense("no result"), talk.file) }
        do {
            return try yield.landed(request)
        } catch let garbage as ParquetReply.Garbage {
            throw Self.fault(.nonsense(garbage.description), talk.file)
        }
    }

    func probe(path: String, scratchFolder: String) async throws -> ParquetBeginning {
        // The engine follows links before it asks whether it may read a file.
        let path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let talk = try await talk(.probe(path: path), about: [(path, path)], folder: scratchFolder)
        guard case .probed(let header, let row) = talk.result, row.map({ $0.count == header.count }) ?? true else {
            throw Self.fault(.nonsense("no result"), talk.file)
        }
        return ParquetBeginning(header: header, firstRow: row)
    }

    /// A child that has done its job, in its own words. Throws when it could not, or did not live to say so.
    private func talk(
        _ task: ParquetJob.Task, about files: [(name: String, path: String)], folder: String
    ) async throws -> ParquetTalk {
        let sizeBytes = try files.reduce(0) { try $0 + Self.sizeBytes($1.path) }
        let duration = allowance.duration(sizeBytes: sizeBytes)
        let job = ParquetJob(
            folder: folder, limits: allowance.limits(sizeBytes: sizeBytes), engineBytesMax: allowance.engineBytesMax,
            spillBytesMax: allowance.spillBytesMax(sizeBytes: sizeBytes), threads: allowance.threads, task: task)
        let result = try await program.run(
            input: Array(try JSONEncoder().encode(job)) + [UInt8(ascii: "\n")],
            allowance: .init(duration: duration, outputBytesMax: allowance.outputBytesMax))
        let talk = ParquetTalk(result.output, files: files.map(\.name))
        if result.end == .exited(0), talk.garbage == nil, let last = talk.result {
            guard case .failed(let name, let message, let hint, let source) = last else { return talk }
            let code = BillowError.Code(name: name) ?? .bug
            throw BillowError(code, message, hint: hint, source: source ?? (code == .badData ? talk.file : nil))
        }
        guard talk.hasBegun else { throw Self.noBeginning(result, talk, program) }
        if result.end == .timedOut { throw Self.fault(.slow(duration), talk.file) }
        guard result.end == .exited(0) else { throw Self.fault(.end(result), talk.file) }
        throw Self.fault(.nonsense(talk.garbage ?? "no result"), talk.file)
    }

    private static func sizeBytes(_ path: String) throws -> Int {
        do {
            return try URL(fileURLWithPath: path).resourceValues(forKeys: [.fileSizeKey])
                .fileSize ?? 0
        } catch {
            throw BillowError(.inputOutput, "cannot look at a staged file", source: path, cause: error)
        }
    }

    // MARK: Errors

    private enum Fault {
        case slow(Duration)
        case end(ChildResult)
        case nonsense(String)
    }

    private static func fault(_ fault: Fault, _ file: String?) -> BillowError {
        let message =
            switch fault {
            case .slow(let duration):
                "reading Parquet took longer than \(duration.components.seconds) s and was stopped"
            case .end(let result): "the process that reads Parquet \(result.end)\(lastWords(result))"
            case .nonsense(let what): "the process that reads Parquet gave no answer that makes sense: \(what)"
            }
        return BillowError(.badData, message, hint: hint, source: file)
    }

    /// What is known when reading breaks off.
    static let hint =
        "the file is damaged or made to do harm; if it is neither, let it have more memory with BILLOW_MEMORY"

    /// It had not looked at any file: the program is at fault, or the machine.
    private static func noBeginning(_ result: ChildResult, _ talk: ParquetTalk, _ program: ChildProgram) -> BillowError
    {
        let garbage = talk.garbage.map { ": \($0)" } ?? ""
        return BillowError(
            result.end == .timedOut ? .unavailable : .configuration,
            "the process that reads Parquet \(result.end) before it began\(garbage)\(lastWords(result))",
            hint: "try `billow doctor`, or install Billow again", source: program.path)
    }

    private static func lastWords(_ result: ChildResult) -> String {
        let text = String(decoding: result.complaint, as: UTF8.self)
        guard let line = text.split(whereSeparator: \.isNewline).last else { return "" }
        return ": \(line.prefix(200))"
    }
}
