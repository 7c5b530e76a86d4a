/// What all pages have around them.
struct Layout {
    let title: String
    /// Of the page, so that its entry in the menu is marked.
    let path: String
    var frame = PageFrame()

    private static let menu = [
        ("/", "Overview"), ("/explore", "Explore"), ("/tags", "Tags"), ("/commitments", "Commitments"),
    ]
    private static let menuOfTheWhole = [("/deliveries", "Deliveries"), ("/explain", "Explain")]

    func page(_ body: HTML) -> HTML {
        let entries = (Self.menu + (frame.isLimited ? [] : Self.menuOfTheWhole)).map { address, name -> HTML in
            let current: HTML = address == path ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(address)\"\(current)>\(name)</a></li>"
        }
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title) · Billow</title>
            <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/assets/billow.css"></head>
            <body><a class="skip" href="#main">Skip to content</a>
            <header><a class="brand" href="/">\(Icon.wave)<span>Billow</span></a>
            <nav aria-label="Pages"><ul>\(entries)</ul></nav></header>
            <main id="main">\(body)</main>
            <footer>\(frame.footer)</footer></body></html>

            """
    }
}

enum Icon {
    static let wave: HTML = """
        <svg class="wave" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><rect width="32" height="32" \
        rx="8"/><path d="M5 13c3.7-4 7.3-4 11 0s7.3 4 11 0M5 20c3.7-4 7.3-4 11 0s7.3 4 11 0"/></svg>
        """

    static let file = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" \
        fill="#0b5fa5"/><path d="M5 13c3.7-4 7.3-4 11 0s7.3 4 11 0M5 20c3.7-4 7.3-4 11 0s7.3 4 11 0" fill="none" \
        stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>
        """
}
