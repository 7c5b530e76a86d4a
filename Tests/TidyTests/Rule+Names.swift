extension Rule {
    static let names: [Rule] = [cloudNames, engineNames, moduleNames]

    /// Modules that must work for a cloud or engine that nobody has thought of yet.
    static let neutralModules: Set<Substring> = [
        "Planning", "Landing", "Normalising", "Summarising", "Publishing", "Reporting", "Serving",
    ]

    static let cloudNames = Rule(
        "no cloud or vendor in \(neutralModules.sorted().joined(separator: ", "))",
        breaks: SourceFile("Sources/Stages/Landing/Cage.swift", "let drawsOn = laws\nlet isAWSExport = true"), at: 2
    ) { file in
        guard let module = file.module, neutralModules.contains(module) else { return [] }
        return file.lines.enumerated().compactMap { index, line in
            guard let name = vendor(in: String(line)) else { return nil }
            return Violation(
                path: file.path, line: index + 1,
                message: "\(module) names \(name); what is particular to a cloud or engine belongs to its driver")
        }
    }

    static let engineNames = Rule(
        "the embedded engine has a name in its driver and in App only",
        breaks: SourceFile("Sources/Ports/Zoo/Cage.swift", "// DuckDB's spelling\nlet duckdbPath = 1"), at: 2
    ) { file in
        guard let layer = file.layer, ["Model", "Ports", "Stages"].contains(layer), let code = file.code else {
            return []
        }
        return engine.matches(in: code.text).map { match in
            Violation(
                path: file.path, line: code.line(at: match.range.lowerBound),
                message: "\(match.text) outside of Drivers and App; go through the port SQLEngine")
        }
    }

    static let moduleNames = Rule(
        "no type with its module's name",
        breaks: SourceFile("Sources/Ports/Zoo/Cage.swift", "struct Cage {}\nstruct Zoo {}"), at: 2
    ) { file in
        guard let module = file.module, let code = file.code else { return [] }
        return typeStart.matches(in: code.text).compactMap { match in
            guard match.groups[1].map({ $0 == module }) == true else { return nil }
            return Violation(
                path: file.path, line: code.line(at: match.range.lowerBound),
                message: "the type \(module) hides its module's name: `\(module).Other` no longer resolves")
        }
    }

    private static let engine = Pattern(#"\b\w*duckdb\w*\b"#, options: .caseInsensitive)
    private static let typeStart = Pattern(#"\b(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)"#)
    private static let word = Pattern(#"[A-Z]+(?![a-z])|[A-Z]?[a-z]+"#)

    /// Names that are parts of other words (`laws`, `associate`) count as whole words only.
    private static let shortVendors: Set<String> = ["aws", "oci", "gcp", "spark", "trino", "pinot", "koku"]
    private static let longVendors = [
        "azure", "amazon", "microsoft", "oracle", "google", "duckdb", "postgres", "bigquery", "databricks", "snowflake",
    ]

    private static func vendor(in line: String) -> String? {
        let lowered = line.lowercased()
        if let long = longVendors.first(where: lowered.contains) { return long }
        guard shortVendors.contains(where: lowered.contains) else { return nil }
        return word.matches(in: line).map { $0.text.lowercased() }.first(where: shortVendors.contains)
    }
}
