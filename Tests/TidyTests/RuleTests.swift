import Testing

/// Each rule must find its own offence, and nothing in code that only looks like one.
@Suite struct RuleTests {
    @Test(arguments: Rule.all)
    func findsItsOffence(_ rule: Rule) {
        let violations = rule.check(rule.offence)
        #expect(violations.map(\.line) == [rule.offenceLine], "\(violations)")
        #expect(violations.first?.description.hasPrefix("\(rule.offence.path):\(rule.offenceLine): ") == true)
    }

    @Test(arguments: Rule.all)
    func leavesGoodCodeAlone(_ rule: Rule) {
        let good = SourceFile(
            "Sources/Stages/Landing/Cage.swift",
            ##"""
            /// Never `try!` or fatalError(); a price: Double is not money.
            struct Cage {
                let mayFeed = !isOpen && apes != laws
                let note = "stop! \(apes.count) as! they are" + #"fatalError("\#(note)")"#
                let costShareText: String, seconds: Double
                /* a let price: Double { /* nested */ try! */
                init() { self.init(note: "}") }
            }
            """##)
        #expect(rule.check(good) == [])
    }

    @Test(arguments: [
        "func totalCost() -> Double { 1 }", "var costs: [String: Double] = [:]", "let listPrice = Double(1)",
        "func add(amount: Float, to: Int) {}",
    ])
    func moneyIsFound(_ code: String) throws {
        let rule = try #require(Rule.safety.first { $0.name.contains("money") })
        #expect(rule.check(SourceFile("Sources/Model/Zoo/Ape.swift", code)).count == 1)
    }

    @Test(arguments: ["apes[0]!", "f()!", "name!.first", "let ape: Ape!", "\"\\(ape!)\""])
    func forcedUnwrappingIsFound(_ code: String) throws {
        let rule = try #require(Rule.safety.first { $0.name.contains("unwrapping") })
        #expect(rule.check(SourceFile("Sources/Model/Zoo/Ape.swift", code)).count == 1)
    }

    @Test(arguments: [
        "isAWS", "// as Azure does", "awsRow", "\"oci\"", "OCIFocus", "DuckDBSession", "postgresURL", "gcp_rows",
    ])
    func vendorsAreFound(_ code: String) {
        #expect(Rule.cloudNames.check(SourceFile("Sources/App/Serving/Ape.swift", code)).count == 1)
    }

    @Test func aPropertyOfManyLinesIsAFunction() {
        let body = String(repeating: "        step()\n", count: Rule.functionLinesMax)
        let file = SourceFile("Sources/Model/Zoo/Ape.swift", "struct Ape {\n    var height: Int {\n\(body)    }\n}\n")
        #expect(Rule.functionLength.check(file).map(\.line) == [2])
    }

    @Test func requirementsOfAProtocolAreNoFunctions() {
        let body = String(repeating: "    step()\n", count: Rule.functionLinesMax)
        let file = SourceFile(
            "Sources/Model/Zoo/Ape.swift", "protocol Ape {\n    func eat()\n}\nlet steps = {\n\(body)}\n")
        #expect(Rule.functionLength.check(file) == [])
    }

    @Test func aFileMayNotBeCalledAfterLaterWork() {
        let file = SourceFile("Sources/Model/Zoo/Place" + "holder.swift", "")
        #expect(Rule.laterWork.check(file).count == 1)
    }
}
