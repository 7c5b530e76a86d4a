import Foundation

// fuzz TARGET --seconds N --seed S [--corpus DIR]
// Ends with the first failure and the seed of that attempt: with it, no corpus and `--seconds 0` the first attempt is
// that one. With a corpus every other attempt takes a file of it.

let targets: [any FuzzTarget] = [RecordsTarget(), DecimalTarget(), TimestampTarget(), GzipTarget(), ParquetTarget()]

func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(2)
}

let arguments = CommandLine.arguments

func option(_ name: String) -> String? {
    guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else { return nil }
    return arguments[index + 1]
}

let names = targets.map { type(of: $0).name }
guard arguments.count > 1, let target = targets.first(where: { type(of: $0).name == arguments[1] }) else {
    fail("fuzz TARGET --seconds N --seed S [--corpus DIR]; targets: \(names.joined(separator: ", "))")
}
guard let seconds = Double(option("--seconds") ?? "10") else { fail("--seconds takes a number") }
guard var seed = option("--seed").map(UInt64.init) ?? UInt64.random(in: 0...UInt64.max) else {
    fail("--seed takes a whole number")
}

let corpus =
    try option("--corpus").map { folder in
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
            [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent($0)))
        }
    } ?? []

Trap.tellsSeed()
let end = Date().addingTimeInterval(seconds)
var attempts = 0
repeat {
    Trap.seed = seed
    var dice = SplitMix(state: seed)
    let input = corpus.isEmpty || attempts % 2 == 1 ? nil : corpus[attempts / 2 % corpus.count]
    let failure = input.map { target.attempt($0, using: &dice) } ?? target.attempt(using: &dice)
    if let failure {
        print("\(arguments[1]), seed \(seed):\n\(failure)")
        exit(1)
    }
    attempts += 1
    seed &+= 0x9E37_79B9_7F4A_7C15
} while attempts % 256 != 0 || Date() < end
print("\(arguments[1]): \(attempts) attempts, nothing found")
