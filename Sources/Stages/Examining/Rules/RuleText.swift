/// The rules as text, for `RuleReader`.
enum RuleText {
    static let version = "1.2"
    static let parts = [part1, part2, part3, part4]
}
