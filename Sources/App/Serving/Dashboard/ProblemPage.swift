/// A problem for people.
struct ProblemPage {
    let problem: Problem

    var html: HTML {
        let nearest: HTML? =
            problem.nearest.isEmpty
            ? nil
            : """
            <p>Did you mean \(problem.nearest.joined(separator: ", "))?</p>
            """
        return Layout(title: problem.title, path: "").page(
            """
            <section class="card"><h1>\(problem.title)</h1><p>\(problem.detail)</p>
            \(problem.hint.map { "<p class=\"quiet\">\($0)</p>" as HTML })\(nearest)
            <p><a href="/">Back to the overview</a></p></section>
            """)
    }
}
