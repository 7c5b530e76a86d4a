import BillingModel
import Reporting
import Yams

/// A place in a YAML text. Reading is strict: a key that nobody asks for and a value of another kind are errors that
/// name the line. Scalars are the text that is written, so that `no` stays `no` and a number loses no digit.
struct Setting {
    private let node: Node
    private let file: String
    /// `tags.virtual[2]`.
    let name: String

    private init(_ node: Node, file: String, name: String) {
        self.node = node
        self.file = file
        self.name = name
    }

    /// Nil for a text without a document. Throws `configuration`.
    init?(yaml: String, file: String) throws {
        do {
            guard let root = try Yams.compose(yaml: yaml), !Self.isNull(root) else { return nil }
            self.init(root, file: file, name: "the configuration")
        } catch let error as YamlError {
            throw Self.unreadable(error, file: file)
        }
    }

    /// The members that are there, in the order of the text.
    func section(_ known: [String], needed: [String] = []) throws -> Section {
        let members = try members()
        for (key, _) in members where !known.contains(key.name) {
            let nearest = EditDistance.nearest(to: key.name, in: known)
            throw key.error(
                "there is no key \"\(key.name)\" in \(name)",
                hint: "nearest is \(nearest.first ?? "none"); known are \(known.joined(separator: ", "))")
        }
        for key in needed where !members.contains(where: { $0.key.name == key }) {
            throw error("\(name) needs \(key)")
        }
        let values = members.map { ($0.key.name, $0.value) }
        return Section(
            whole: self, names: Set(members.map(\.key.name)), members: values.filter { !Self.isNull($0.1.node) })
    }

    /// Any keys, in the order of the text; a key's ``name`` is its text.
    func members() throws -> [(key: Setting, value: Setting)] {
        guard case .mapping(let mapping) = node else { throw error("\(name) is no mapping of keys to values") }
        return try mapping.map { key, value in
            guard case .scalar(let scalar) = key else { throw error("\(name) has a key that is no text") }
            let inner = name == "the configuration" ? scalar.string : "\(name).\(scalar.string)"
            return (
                Setting(key, file: file, name: scalar.string), Setting(value, file: file, name: inner)
            )
        }
    }

    func list() throws -> [Setting] {
        guard case .sequence(let sequence) = node else { throw error("\(name) is no list") }
        return sequence.enumerated().map { Setting($1, file: file, name: "\(name)[\($0 + 1)]") }
    }

    /// A list, or one item without brackets.
    func listOrOne() throws -> [Setting] {
        if case .sequence = node { return try list() }
        return [self]
    }

    func text() throws -> String {
        guard case .scalar(let scalar) = node else { throw error("\(name) is no text") }
        guard !Self.isNull(node) else { throw error("\(name) has no value", hint: "write \"\" for the empty text") }
        return scalar.string
    }

    func flag() throws -> Bool { try oneOf(["true", "false"]) == "true" }

    var isMapping: Bool { if case .mapping = node { true } else { false } }

    /// What is wrong with the text is wrong on this line.
    func reading<Result>(_ body: (String) throws -> Result) throws -> Result {
        let text = try text()
        do {
            return try body(text)
        } catch let error as BillowError {
            throw self.error(error.message, hint: error.hint)
        }
    }

    func oneOf(_ known: [String]) throws -> String {
        let text = try text()
        guard known.contains(text) else {
            let nearest = EditDistance.nearest(to: text, in: known)
            throw error(
                "\(name) cannot be \"\(text)\"",
                hint: "nearest is \(nearest.first ?? "none"); known are \(known.joined(separator: ", "))")
        }
        return text
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ type: Choice.Type
    ) throws -> Choice where Choice.RawValue == String {
        let text = try oneOf(Choice.allCases.map(\.rawValue))
        guard let choice = Choice(rawValue: text) else { throw error("\(name) cannot be \"\(text)\"") }
        return choice
    }

    func error(_ message: String, hint: String? = nil) -> BillowError {
        BillowError(
            .configuration, message, hint: hint, source: node.mark.map { "\(file):\($0.line)" } ?? file)
    }

    /// Nothing, `~` or `null` without quotes.
    private static func isNull(_ node: Node) -> Bool {
        guard case .scalar(let scalar) = node else { return false }
        return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
    }

    private static func unreadable(_ error: YamlError, file: String) -> BillowError {
        let (problem, line): (String, Int?) =
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                (problem, mark.line)
            case .duplicatedKeysInMapping(let keys, let context):
                ("\(keys.sorted().joined(separator: ", ")) is there twice", context.mark.line)
            default: ("\(error)", nil)
            }
        return BillowError(
            .configuration, "the configuration is no YAML: \(problem)",
            source: line.map { "\(file):\($0)" } ?? file)
    }
}

/// The members of a mapping whose keys are known.
struct Section {
    let whole: Setting
    fileprivate let names: Set<String>
    fileprivate let members: [(name: String, value: Setting)]

    subscript(_ name: String) -> Setting? { members.first { $0.name == name }?.value }

    /// Also where it has no value.
    func isNamed(_ name: String) -> Bool { names.contains(name) }

    /// Throws where it is not there.
    func text(_ name: String) throws -> String {
        guard let value = self[name] else { throw whole.error("\(whole.name) needs \(name)") }
        return try value.text()
    }
}
