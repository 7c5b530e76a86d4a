import Reporting

/// What all pages say of the lake that they are from, and of who looks.
struct PageFrame: Sendable {
    /// The last line.
    var footer = ""
    /// Pages that cannot be had are not in the menu.
    var isLimited = false

    init() {}

    /// What a bar leads to: its rows, or its services for those who are not told of files.
    func detail(_ items: [QueryItem], _ range: ReportRange, _ filters: [(String, String)]) -> Link {
        let link = Link.explain(items, range, filters)
        return isLimited ? Link("/explore", items: [QueryItem("group_by", "service")] + link.items) : link
    }

    init(_ state: LakeState) {
        let day = state.lastDay.map { "Usage until \(DayText.long($0)). " } ?? ""
        let limit = state.limit.map { "You see \($0) and nothing else. " } ?? ""
        footer = "\(limit)\(day)From the lake at \(state.versions.description)."
        isLimited = state.limit != nil
    }
}
