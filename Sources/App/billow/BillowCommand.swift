import ArgumentParser
import BillingModel
import Foundation
import Pipeline

@main
struct BillowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "billow",
        abstract: "Cloud cost exports in, one exact lake out.",
        discussion: """
            Billow finds the cost exports that clouds drop in folders, lands each delivery exactly once in a Delta \
            lake, brings everything to FOCUS, adds it up by day, and answers.

              billow sample exports          realistic exports to try it with
              billow ingest exports          land everything new that is there
              billow report --by service     what it costs
              billow query "SELECT …"        ask yourself
              billow serve                   a dashboard and an API

            The lake is ./lake unless --lake or BILLOW_LAKE names another. Exit codes: 0 done, 64 usage, 65 some \
            deliveries were rejected (the good ones landed), 66 nothing to read, 70 a bug, 74 input/output, 75 try \
            again, 77 permission, 78 configuration.
            """,
        version: Billow.version,
        subcommands: [
            IngestCommand.self, RunsCommand.self, ReportCommand.self, TagsCommand.self, QueryCommand.self,
            QuarantineCommand.self,
            CountCommand.self,
            HistoryCommand.self, DiffCommand.self, RollbackCommand.self, ForgetCommand.self, VacuumCommand.self,
            VerifyCommand.self, ExplainCommand.self, SchemaCommand.self, MappingCommand.self, ConformanceCommand.self,
            ServeCommand.self,
            SampleCommand.self, DoctorCommand.self, LandParquetCommand.self,
        ])

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as BillowError {
            Failure(error).report(asJSON: Failure.wantsJSON(arguments))
            Foundation.exit(error.code.exitCode)
        } catch {
            if exitCode(for: error) == .validationFailure, Failure.wantsJSON(arguments) {
                let failure = BillowError(.usage, message(for: error), hint: "see `billow help`")
                Failure(failure).report(asJSON: true)
                Foundation.exit(failure.code.exitCode)
            }
            if exitCode(for: error) == .success || exitCode(for: error) == .validationFailure {
                exit(withError: error)
            }
            if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
            let failure = BillowError(.bug, "unexpected failure: \(error)", hint: "please report this")
            Failure(failure).report(asJSON: Failure.wantsJSON(arguments))
            Foundation.exit(failure.code.exitCode)
        }
    }
}
