import BillingSources
import Testing

@Suite("Patterns over paths")
struct PathGlobTests {
    @Test(
        arguments: [
            ("a/b.csv", "a/b.csv", true), ("a/b.csv", "a/b.csv.gz", false), ("a/*.csv", "a/b.csv", true),
            ("a/*.csv", "a/b/c.csv", false), ("a/**/*.csv", "a/b/c/d.csv", true), ("a/**/*.csv", "a/d.csv", true),
            ("**", "a/b/c", true), ("**/c", "a/b/c", true), ("**/b", "a/b/c", false), ("a?c", "abc", true),
            ("a?c", "a/c", false), ("*b*d*", "abcd", true), ("*b*d*", "abce", false), ("A/*", "a/b", false),
            ("**/x/**/y", "a/x/b/x/c/y", true), ("**/x/**/y", "a/x/b/x/c/z", false), ("ä*", "äß", true),
            ("a[1]*", "a[1]b", true), ("*", "", false), ("**", "", true), ("a", "", false),
        ])
    func matches(_ pattern: String, _ path: String, _ isMatch: Bool) {
        #expect(PathGlob(pattern).matches(path) == isMatch)
    }

    @Test("a hostile pattern takes no time")
    func stars() {
        let path = String(repeating: "a", count: 2000)
        #expect(!PathGlob(String(repeating: "*a", count: 500) + "b").matches(path))
    }
}
