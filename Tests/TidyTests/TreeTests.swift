import Testing

/// The rules against the package as it is.
@Suite struct TreeTests {
    @Test(arguments: Rule.all)
    func theTreeKeeps(_ rule: Rule) throws {
        for violation in try PackageTree.files().flatMap(rule.check) {
            Issue.record("\(violation)")
        }
    }

    @Test func dependenciesPointDownwards() throws {
        for edge in try PackageTree.manifest().upwardEdges() {
            Issue.record("\(edge)")
        }
    }

    @Test func theTreeIsThere() throws {
        let paths = Set(try PackageTree.files().map(\.path))
        #expect(paths.count > 50)
        for path in ["Package.swift", "README.md", "scripts/setup", "Sources/Model/BillingModel/BillowError.swift"] {
            #expect(paths.contains(path), "\(path) is not among the files that the rules are applied to")
        }
        let layers = Set(try PackageTree.manifest().targets.compactMap(\.layer))
        #expect(layers == Set(PackageManifest.allowed.keys))
    }
}
