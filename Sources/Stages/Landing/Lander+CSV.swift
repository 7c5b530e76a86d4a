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
        for file in request.files {
            guard case .csv(let open) = file.content else { continue }
            let form = try await TextForm(open, opensRecords: request.dataset.opensRecords, name: file.name)
            try await landing.land(file, RecordSource(form, name: file.name))
        }
        let landed = try landing.finish()
        try await session.compare(landed, request.dataset)
        return landed
    }
}
