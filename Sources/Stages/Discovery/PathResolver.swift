import ObjectStorage

/// Finds a file that a manifest names by its path in the cloud's bucket, among objects whose paths may start
/// differently: in a copy only the last segments still hold.
struct PathResolver {
    private let byName: [String: [ObjectSummary]]

    init(_ objects: [ObjectSummary]) {
        byName = Dictionary(grouping: objects) { $0.key.name }
    }

    /// Among objects of the same name, the one that shares the most last segments with the declared path; among these
    /// the one nearest to the manifest. Nil when there is none, or when two are equally good. A name alone proves
    /// nothing, since every month's parts are called the same: the folder must agree too, or be the manifest's own.
    func resolve(_ declared: String, near manifest: ObjectKey) -> ObjectSummary? {
        let wanted = declared.split(separator: "/")
        guard let name = wanted.last, let candidates = byName[String(name)] else { return nil }
        let ranked = candidates.map { object in
            (
                suffix: Self.common(wanted.reversed(), object.key.segments.reversed()),
                nearness: Self.common(manifest.segments, object.key.segments), object: object
            )
        }
        .sorted { ($0.suffix, $0.nearness) > ($1.suffix, $1.nearness) }
        guard let best = ranked.first else { return nil }
        guard best.suffix > 1 || wanted.count == 1 || best.object.key.parent == manifest.parent else { return nil }
        let isTied = ranked.dropFirst().first.map { $0.suffix == best.suffix && $0.nearness == best.nearness } ?? false
        return isTied ? nil : best.object
    }

    private static func common(_ left: some Sequence<Substring>, _ right: some Sequence<Substring>) -> Int {
        zip(left, right).prefix { $0 == $1 }.count { _ in true }
    }
}
