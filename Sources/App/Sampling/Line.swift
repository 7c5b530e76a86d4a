/// One resource that shows up once a day.
struct Line: Sendable {
    enum Tagging: Sendable {
        case full, partial, none

        /// `lot` 0 ..< 100.
        init(lot: Int) {
            self = lot < 70 ? .full : lot < 88 ? .partial : .none
        }
    }

    let number: Int
    /// Random bits for ids.
    let resource: UInt64
    /// Indices into the catalogue and the world.
    let offer: Int
    let region: Int
    let account: Int
    let app: Int
    let tagging: Tagging
    /// Per mille of the offer's usual size.
    let scale: Int
}
