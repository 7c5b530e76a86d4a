import ArgumentParser
import BillingModel
import Pipeline
import Reporting
import Wiring

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Columns of the raw tables: what is delivered, since when, and what changed.",
        discussion: """
            Exports gain and lose columns whenever their cloud or somebody's settings change. Billow keeps all of \
            them: a new one is added, one that is gone is null from then on, a spelling that would take another's \
            name gets a suffix, and a type that the column cannot hold opens a second column. \
            `billow ingest --schema freeze` rejects deliveries with new columns instead, `--schema discard` leaves \
            these out.

              billow schema                              columns that are delivered by now
              billow schema --source aws-cur --output csv
              billow schema history                      all columns: first and last delivery, changes
              billow schema history --column CostInBillingCurrency
            """,
        subcommands: [List.self, History.self], defaultSubcommand: List.self)

    struct Options: ParsableArguments {
        @Option(help: "The source, as `billow runs` names it: aws-cur, azure-focus, plain-focus…")
        var source: String?

        @Option(help: "A column, as the lake names it or as the source spells it, without regard to case.")
        var column: String?

        @OptionGroup var lake: LakeOptions
        @OptionGroup var output: OutputOptions

        func entries() async throws -> [SchemaDiary.Entry] {
            let workbench = try lake.workbench()
            let all = try await LakeSchema(lake: try workbench.lake(create: false)).entries(source: source)
            let wanted = column?.lowercased()
            let found = all.filter { entry in
                wanted == nil || ([entry.name] + entry.spellings).contains { $0.lowercased() == wanted }
            }
            guard !found.isEmpty else {
                throw BillowError(
                    .nothingToRead, "the lake has no such column",
                    hint: "`billow schema history` without options lists all that there are",
                    source: workbench.lakeFolder)
            }
            return found
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Columns that the newest deliveries have.")

        @OptionGroup var options: Options

        func run() async throws {
            // Before deliveries' columns were recorded, nothing tells which ones are current: then all are listed.
            let entries = try await options.entries().filter { $0.isCurrent || $0.last == nil }
            printOut(SchemaTable(entries: entries, isHistory: false).text(options.output.output))
        }
    }

    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "history", abstract: "Every column's first and last delivery, type changes and name clashes.")

        @OptionGroup var options: Options

        func run() async throws {
            printOut(SchemaTable(entries: try await options.entries(), isHistory: true).text(options.output.output))
        }
    }
}
