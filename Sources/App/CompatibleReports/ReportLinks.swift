import Reporting
import Serving

/// First, next, previous and last page of a list.
struct ReportLinks {
    let path: String
    let query: [QueryItem]
    let count: Int
    let size: Int
    let offset: Int

    var json: String {
        let last = max(0, (count - 1) / max(1, size) * size)
        let links: [(String, Int?)] = [
            ("first", 0), ("next", offset + size < count ? offset + size : nil),
            ("previous", offset > 0 ? max(0, offset - size) : nil), ("last", last),
        ]
        return JSONText.object(links.map { name, offset in (name, JSONText.string(offset.map(link))) })
    }

    private func link(_ offset: Int) -> String {
        let rest = query.filter { !["limit", "offset"].contains($0.name) }
        let items = rest + [QueryItem("limit", String(size)), QueryItem("offset", String(offset))]
        return "\(path)?\(QueryText.encoded(items))"
    }
}
