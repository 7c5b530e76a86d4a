extension Rule {
    static let safety: [Rule] = [
        banned(
            "no try that traps", #"\btry!"#, message: "traps on an error; throw it on", offence: "let a = try! f()"),
        banned(
            "no cast that traps", #"\bas!"#, message: "traps on another type; use `as?` and throw",
            offence: "let a = b as! Ape"),
        banned(
            "no deliberate crash", #"\bfatalError\s*\("#, message: "ends the process; throw a BillowError",
            offence: "fatalError(\"no ape\")"),
        banned(
            "no forced unwrapping", #"(?<!\btry)(?<!\bas)(?<=[\w)\]"?])!(?!=)"#,
            message: "traps on nil; use `guard let` and throw", offence: "let a = apes[0].mother!.name"),
        banned(
            "no money in binary floating point",
            #"(?i:\b\w*(?:cost|price|amount|billed|spend)\w*\s*(?:\([^)]*\)[^{\n]*->|:)[^={},\n]*"#
                + #"\b(?-i:Double|Float|Float32|Float64|CGFloat)\b)"#
                + #"|(?i:\b(?:let|var)\s+\w*(?:cost|price|amount|billed|spend)\w*\s*=\s*(?:Double|Float)\()"#,
            message: "money is an ExactDecimal, never binary floating point", offence: "let unitPrice: [String: Double]"
        ),
    ]
}
