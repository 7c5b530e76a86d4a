import Foundation
import Testing

/// The pages in a real browser: what they show, what they load, how they look; screenshots are in `.build/screenshots`.
@Suite("Browser", .enabled(if: Browser.canBeStarted && Binary.canBeCalled && Python.canBeCalled, Browser.comment))
struct BrowserTests {
    @Test func pagesShowTheLakeAndRunNothing() throws {
        let pictures = Python.packageRoot.appendingPathComponent(".build/screenshots").path
        let witness = try Python.finished("browser_witness.py", [try #require(Binary.path), pictures])
        #expect(witness.exitCode == 0, "\(String(decoding: witness.errors, as: UTF8.self))")
    }
}

/// Chromium, as Debian packages it; `BILLOW_TEST_BROWSER` names another one.
enum Browser {
    /// In CI its absence is a failure, not a reason to skip.
    static let canBeStarted: Bool = {
        let environment = ProcessInfo.processInfo.environment
        let path = environment["BILLOW_TEST_BROWSER"] ?? "/usr/bin/chromium-headless-shell"
        return environment["CI"] == "true" || FileManager.default.isExecutableFile(atPath: path)
    }()
    static let comment: Comment = "no browser: set BILLOW_TEST_BROWSER or run scripts/setup --tests"
}
