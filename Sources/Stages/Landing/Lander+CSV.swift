import BillingModel
import ObjectStorage

extension Lander {
    func transcribe(
        _ file: LandingFile, _ number: Int, _ open: @Sendable () async throws -> any ByteStream,
        _ request: LandingRequest
    ) async throws -> LandingPart {
        let output = try StagedFile(path: "\(request.folder)/\(number).csv")
        let transcript = CSVTranscript(file, number: number, of: request, to: output)
        var stream = try await open()
        while let chunk = try await stream.next() {
            try transcript.feed(chunk)
        }
        try transcript.finish()
        try output.finish()
        return LandingPart(
            columns: transcript.columns, totals: transcript.totals, roundedCells: transcript.roundedCells,
            relation: .transcript(
                path: output.path, longestRecordBytes: transcript.longestRecordBytes, hasPeriod: request.period == nil))
    }
}
