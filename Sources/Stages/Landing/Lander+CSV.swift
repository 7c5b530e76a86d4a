import BillingModel
import ObjectStorage

extension Lander {
    /// Lands the request's text files.
    func landText(_ request: LandingRequest) async throws -> Landed {
        let landing = try TextLanding(request)
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
