/// What all pages say of the lake that they are from, and of who looks.
struct PageFrame: Sendable {
    /// The last line.
    var footer = ""
    /// Pages that cannot be had are not in the menu.
    var isLimited = false

    init() {}

    init(_ state: LakeState) {
        let day = state.lastDay.map { "Usage until \(DayText.long($0)). " } ?? ""
        let limit = state.limit.map { "You see \($0) and nothing else. " } ?? ""
        footer = "\(limit)\(day)From the lake at \(state.versions.description)."
        isLimited = state.limit != nil
    }
}
