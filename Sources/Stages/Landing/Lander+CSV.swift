import BillingModel
import ObjectStorage

extension Lander {
    /// Lands the request's text files. Dates are taken for month/day/year until they show that they are not.
    func landText(_ request: LandingRequest) async throws -> Landed {
        do {
            return try await landText(request, dates: request.dates ?? .monthFirst)
        } catch is OtherDateOrder {
            try RawFiles.discard(of: request)
            return try await landText(request, dates: .dayFirst)
        }
    }

    private func landText(_ request: LandingRequest, dates: DateOrder) async throws -> Landed {
        let landing = try TextLanding(request, dates: dates)
        let opensRecords = request.dataset.opensRecords
        let files = request.files.filter { !$0.isParquet }
        var source = try await Self.open(files.first, opensRecords: opensRecords)
        for (number, file) in files.enumerated() {
            // The next one is read ahead meanwhile: what is delivered in many small files would else wait for each.
            async let following = Self.open(files.dropFirst(number + 1).first, opensRecords: opensRecords)
            if let source { try await landing.land(file, source) }
            source = try await following
        }
        let landed = try landing.finish()
        try await session.compare(landed, request.dataset)
        return landed
    }

    /// Nil where there is no file, or no text in it.
    private static func open(_ file: LandingFile?, opensRecords: Bool) async throws -> RecordSource? {
        guard let file, case .csv(let open) = file.content else { return nil }
        return RecordSource(try await TextForm(open, opensRecords: opensRecords, name: file.name), name: file.name)
    }
}
