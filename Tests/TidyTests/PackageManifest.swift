/// The targets of `swift package dump-package`, and what they depend on.
struct PackageManifest: Decodable, Sendable {
    let targets: [Target]

    struct Target: Decodable, Sendable {
        let name: String
        let path: String?
        let dependencies: [Dependency]

        /// `Stages` of `Sources/Stages/Landing`; nil for tests.
        var layer: String? {
            let parts = (path ?? "").split(separator: "/")
            return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
        }

        init(_ name: String, path: String, uses: [String]) {
            self.name = name
            self.path = path
            dependencies = uses.map { Dependency(target: $0) }
        }
    }

    /// A target of this package, or another package's product, which no layer rule is about.
    struct Dependency: Decodable, Sendable {
        /// Nil for products.
        let target: String?

        init(target: String?) {
            self.target = target
        }

        private enum Keys: CodingKey { case byName, target }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            for key in [Keys.byName, .target] where container.contains(key) {
                // The name, then a condition or null.
                var fields = try container.nestedUnkeyedContainer(forKey: key)
                target = try fields.decode(String.self)
                return
            }
            target = nil
        }
    }

    /// Which layers a target of a layer may use. Stages and drivers meet in App only; stages hand over values there, so
    /// none uses another. A driver may use a sibling, such as the C headers that it is written against.
    static let allowed: [String: Set<String>] = [
        "Model": ["Model"],
        "Ports": ["Model", "Ports"],
        "Drivers": ["Model", "Ports", "Drivers"],
        "Stages": ["Model", "Ports"],
        "App": ["Model", "Ports", "Drivers", "Stages", "App"],
    ]

    /// A sentence for each dependency that points the wrong way.
    func upwardEdges() -> [String] {
        let layers = Dictionary(targets.map { ($0.name, $0.layer) }, uniquingKeysWith: { first, _ in first })
        return targets.flatMap { target -> [String] in
            guard let layer = target.layer else { return [] }
            guard let allowed = Self.allowed[layer] else {
                return ["Package.swift: \(target.name) lies in \(layer), which is no layer"]
            }
            return target.dependencies.compactMap { dependency in
                guard let name = dependency.target, let below = layers[name] ?? nil, !allowed.contains(below) else {
                    return nil
                }
                return "Package.swift: \(layer)/\(target.name) must not use \(below)/\(name)"
            }
        }
    }
}
