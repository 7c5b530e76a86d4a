import BillingModel
import BillingSources
import SQLEngine

/// Lands Parquet files through an SQL session, one after the other, so that it is known at any time which one is
/// being read.
package struct SessionParquetLander: ParquetLander {
    private let session: any SQLSession
    private let onReading: @Sendable (Int) throws -> Void

    /// - Parameter onReading: told a file's position among the request's before anything looks into it.
    package init(session: any SQLSession, onReading: @escaping @Sendable (Int) throws -> Void = { _ in }) {
        self.session = session
        self.onReading = onReading
    }

    package func land(_ request: ParquetLandingRequest) async throws -> Landed {
        var surveys: [ParquetSurvey] = []
        for number in request.files.indices { surveys.append(try await survey(number, request)) }
        let columns = Lander.merged(surveys.map(\.columns))
        var files: [Landed.File] = []
        for (number, survey) in surveys.enumerated() { files += try await write(survey, number, columns, request) }
        var totals = ControlTotals.empty
        for survey in surveys { totals = try totals.adding(survey.totals) }
        let landed = Landed(
            files: files, columns: columns, totals: totals,
            rowsByFile: Dictionary(zip(request.files.map(\.name), surveys.map(\.totals.rows))) { $0 + $1 },
            roundedCells: surveys.reduce(0) { $0 + $1.roundedCells },
            discarded: Set(surveys.flatMap(\.discarded)).sorted())
        try await session.compare(landed, request.dataset)
        return landed
    }

    private func survey(_ number: Int, _ request: ParquetLandingRequest) async throws -> ParquetSurvey {
        let file = request.files[number]
        try onReading(number)
        do {
            let survey = try await ParquetSurvey(number, of: request, session: session)
            try Lander.checkRows(survey.totals.rows, declared: file.declaredRows, name: file.name)
            return survey
        } catch let error as BillowError where error.source == nil {
            throw BillowError(error.code, error.message, hint: error.hint, source: file.name, cause: error.cause)
        } catch let error as BillowError where error.source != file.name {
            throw Self.unreadable(file, error, request)
        }
    }

    private func write(
        _ survey: ParquetSurvey, _ number: Int, _ columns: [Column], _ request: ParquetLandingRequest
    ) async throws -> [Landed.File] {
        let file = request.files[number]
        try onReading(number)
        let rows = survey.rows(as: columns, file, of: request)
        let written: [ParquetFile]
        do {
            written = try await session.writeParquet(
                rows, folder: request.outputFolder(number),
                partitionedBy: request.period == nil ? [Provenance.period.name] : [])
        } catch let error as BillowError {
            throw await blame(error, rows, file, request)
        }
        return try written.map { parquet in
            let told = parquet.partition[Provenance.period.name].flatMap { BillingPeriod($0) }
            guard let period = request.period ?? told else {
                throw BillowError(.badData, "a row does not tell its billing period", source: file.name)
            }
            return Landed.File(parquet: parquet, run: file.run, period: period)
        }
    }

    /// Tells damage, which may show only when all of a file is read, from a place that cannot be written to: writing
    /// is the first to look at text.
    private func blame(
        _ error: BillowError, _ rows: SQLText, _ file: ParquetLandingRequest.File, _ request: ParquetLandingRequest
    ) async -> BillowError {
        do {
            _ = try await session.rows("SELECT max(hash(COLUMNS(*))) FROM (\(sql: rows))")
            return error
        } catch {
            return (error as? BillowError).map { Self.unreadable(file, $0, request) } ?? BillowError(.bug, "\(error)")
        }
    }

    /// What the engine says of a Parquet file: the file is at fault unless time, memory or rights were short.
    private static func unreadable(
        _ file: ParquetLandingRequest.File, _ error: BillowError, _ request: ParquetLandingRequest
    ) -> BillowError {
        guard ![.tryAgain, .unavailable, .permission].contains(error.code) else { return error }
        let why = error.message.prefix { !$0.isNewline }.replacing(request.folder + "/", with: "")
        return BillowError(
            .badData, "not a readable Parquet file: \(why)", hint: "copy it again; it may have been cut off or damaged",
            source: file.name, cause: error)
    }
}
