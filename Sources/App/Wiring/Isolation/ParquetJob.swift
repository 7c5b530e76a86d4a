import BillingModel
import BillingSources
import Landing
import Processes
import SQLEngine

/// What a child process is asked to do with Parquet files of others: one line of JSON on its standard input.
struct ParquetJob: Codable, Sendable {
    /// The only folder that it writes to, and reads from unless it is to probe a file.
    let folder: String
    let limits: ProcessLimits
    /// What the engine may hold before it spills, and what it may spill.
    let engineBytesMax: Int
    let spillBytesMax: Int
    let threads: Int
    let task: Task

    enum Task: Codable, Sendable {
        case probe(path: String)
        case land(Landing)
    }

    struct Landing: Codable, Sendable {
        let dataset: String
        let export: String
        let period: String?
        let generation: Int
        let files: [File]
        let tableColumns: [ColumnText]
        /// Nil is no.
        let discardsNew: Bool?
    }

    struct File: Codable, Sendable {
        let name: String
        let run: String
        let path: String
        let declaredRows: Int?
    }
}

extension ParquetJob {
    var session: SessionSettings {
        var files: [String] = []
        if case .probe(let path) = task { files.append(path) }
        return SessionSettings(
            memoryBytesMax: engineBytesMax, threads: threads, temporaryFolder: folder + "/spill",
            access: .confined(folder: folder, files: files, spillBytesMax: spillBytesMax))
    }
}

extension ParquetJob.Landing {
    init(_ request: ParquetLandingRequest) {
        dataset = request.dataset.id
        export = request.export
        period = request.period?.description
        generation = request.generation
        files = request.files.map {
            ParquetJob.File(name: $0.name, run: $0.run, path: $0.path, declaredRows: $0.declaredRows)
        }
        tableColumns = request.tableColumns.map(ColumnText.init)
        discardsNew = request.discardsNew
    }

    func request(folder: String, datasets: [any Dataset]) throws -> ParquetLandingRequest {
        guard let dataset = datasets.first(where: { $0.id == dataset }) else {
            throw BillowError(.bug, "nobody knows the dataset \(self.dataset)")
        }
        return ParquetLandingRequest(
            dataset: dataset, export: export, period: period.flatMap { BillingPeriod($0) }, generation: generation,
            files: files.map { .init(name: $0.name, run: $0.run, path: $0.path, declaredRows: $0.declaredRows) },
            tableColumns: try tableColumns.map { try $0.column() }, folder: folder, discardsNew: discardsNew ?? false)
    }
}

/// A lake column as JSON.
struct ColumnText: Codable, Sendable {
    private let name: String
    private let type: String
    private let sourceName: String?

    init(_ column: Column) {
        (name, type, sourceName) = (column.name, column.type.rawValue, column.sourceName)
    }

    func column() throws -> Column {
        guard let type = ColumnType(rawValue: type) else { throw ParquetReply.Garbage("there is no type \(type)") }
        return Column(name, type, sourceName: sourceName)
    }
}
