import BillingModel
import Columnar
import Foundation
import Pipeline
import SQLEngine
import Wiring

/// The questions that `billow doctor` asks of this machine.
struct Checkup {
    struct Finding {
        let name: String
        let isGood: Bool
        let detail: String
        var hint: String?

        var text: String {
            "\(isGood ? "ok      " : "MISSING ")\(name): \(detail)\n" + (hint.map { "        \($0)\n" } ?? "")
        }
    }

    let lake: LakeOptions

    func run() async -> [Finding] {
        [
            await check("settings") { _ in "environment variables are readable" },
            await check("configuration") { try $0.configuration().description },
            await check("DuckDB driver") { try $0.driver().description },
            await check("SQL engine") { try await answer($0) },
            await check("temporary folder") { _ in try writable(FileManager.default.temporaryDirectory.path) },
            await check("lake") { try await describe($0) },
        ]
    }

    private func check(_ name: String, _ body: (Workbench) async throws -> String) async -> Finding {
        do {
            return Finding(name: name, isGood: true, detail: try await body(try lake.workbench()))
        } catch let error as BillowError {
            let place = error.source.map { " (\($0))" } ?? ""
            return Finding(name: name, isGood: false, detail: error.message + place, hint: error.hint)
        } catch {
            return Finding(name: name, isGood: false, detail: "\(error)")
        }
    }

    private func answer(_ workbench: Workbench) async throws -> String {
        let session = try await workbench.session()
        let rows = try await session.rows("SELECT version(), (0.1::DECIMAL(38,18) + 0.2::DECIMAL(38,18))::VARCHAR")
        guard case .text(let version) = rows.first?.first, rows[0][1] == .text("0.300000000000000000") else {
            throw BillowError(.configuration, "the engine does not add decimals exactly", hint: "use DuckDB 2.0.0")
        }
        return
            "answers exactly, DuckDB \(version), \(workbench.settings.threads) threads, "
            + "\(workbench.settings.memoryMiB) MiB"
    }

    private func writable(_ folder: String) throws -> String {
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw BillowError(.permission, "\(folder) cannot be written", hint: "set TMPDIR to a folder that can")
        }
        return folder
    }

    private func describe(_ workbench: Workbench) async throws -> String {
        guard FileManager.default.fileExists(atPath: workbench.lakeFolder) else {
            return "none yet at \(workbench.lakeFolder); `billow ingest FOLDER` makes it"
        }
        let sources = try await workbench.lake(create: false).sources()
        return "\(workbench.lakeFolder), \(sources.isEmpty ? "empty" : "sources: \(sources.joined(separator: ", "))")"
    }
}
