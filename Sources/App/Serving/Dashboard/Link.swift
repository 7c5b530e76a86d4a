import Reporting

/// An address of this server with its query.
struct Link {
    let path: String
    var items: [QueryItem] = []

    init(_ path: String, _ items: [(String, String?)] = []) {
        self.path = path
        self.items = items.compactMap { name, value in value.map { QueryItem(name, $0) } }
    }

    init(_ path: String, items: [QueryItem]) {
        self.path = path
        self.items = items
    }

    var text: String { items.isEmpty ? path : "\(path)?\(QueryText.encoded(items))" }

    /// The same with one parameter changed; nil takes it away.
    func setting(_ name: String, _ value: String?) -> Link {
        var link = self
        link.items.removeAll { $0.name == name }
        if let value { link.items.append(QueryItem(name, value)) }
        return link
    }

    func adding(_ name: String, _ value: String) -> Link {
        var link = self
        link.items.append(QueryItem(name, value))
        return link
    }

    func without(_ item: QueryItem) -> Link {
        var link = self
        if let at = link.items.firstIndex(of: item) { link.items.remove(at: at) }
        return link
    }

    /// Filters and time of a report that `/explain` understands.
    static func explain(_ items: [QueryItem], _ range: ReportRange, _ filters: [(String, String)]) -> Link {
        let kept = items.filter { $0.name.hasPrefix("filter[") }
        let time = range.ends.map { [QueryItem("from", $0.from), QueryItem("to", $0.through)] } ?? []
        return Link("/explain", items: kept + filters.map { QueryItem("filter[\($0.0)]", $0.1) } + time)
    }
}
