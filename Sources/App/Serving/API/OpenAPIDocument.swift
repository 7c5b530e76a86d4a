import Reporting

/// The API as OpenAPI 3.1 tells it, made from the routes themselves.
package struct OpenAPIDocument: Sendable {
    private let routes: [Route]
    private let version: String

    package init(routes: [Route], version: String) {
        self.routes = routes
        self.version = version
    }

    package var json: String {
        let paths = routes.map { route in
            (route.path, JSONText.object([("get", Self.operation(route))]))
        }
        return JSONText.object([
            ("openapi", JSONText.string("3.1.0")),
            (
                "info",
                JSONText.object([
                    ("title", JSONText.string("Billow")), ("version", JSONText.string(version)),
                    (
                        "description",
                        JSONText.string(
                            "Read-only. Every answer is from one version of the lake and names it (ETag, "
                                + "Billow-Versions, meta.versions). Amounts are decimal strings; currencies are "
                                + "never added.")
                    ),
                ])
            ),
            ("security", #"[{"bearer": []}, {}]"#),
            ("paths", "{\n" + paths.map { "\(JSONText.string($0.0)): \($0.1)" }.joined(separator: ",\n") + "}"),
            (
                "components",
                JSONText.object([
                    ("securitySchemes", #"{"bearer": {"type": "http", "scheme": "bearer"}}"#),
                    ("schemas", Self.problem),
                ])
            ),
        ]) + "\n"
    }

    private static func operation(_ route: Route) -> String {
        let id = route.path.split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
        let content = route.kinds.map { kind in
            let schema =
                switch kind {
                case .json, .openAPI: AnswerSchemas.schema(at: route.path) ?? #"{"type": "object"}"#
                case .parquet: #"{"type": "string", "format": "binary"}"#
                default: #"{"type": "string"}"#
                }
            return (kind.mediaType, JSONText.object([("schema", schema)]))
        }
        var responses = [
            (
                "200",
                JSONText.object([
                    ("description", JSONText.string("The answer.")), ("content", JSONText.object(content)),
                ])
            )
        ]
        if case .lake = route.handler {
            responses.append(("304", #"{"description": "The lake is still at the version of If-None-Match."}"#))
        }
        if route.parameters.contains(where: { $0.name == "add_to" }) {
            responses.append(("303", #"{"description": "What the form asks has an address of its own, in Location."}"#))
        }
        let problem =
            route.isForPeople
            ? #""text/html": {"schema": {"type": "string"}}"#
            : ##""application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}"##
        responses.append(
            ("default", #"{"description": "Why there is no answer.", "content": {"# + problem + "}}"))
        return JSONText.object(
            [
                ("operationId", JSONText.string(id.isEmpty ? "overview" : id)),
                ("summary", JSONText.string(route.summary)),
                ("parameters", JSONText.array(route.parameters.map(parameter))),
                ("responses", JSONText.object(responses)),
            ] + (route.isOpen ? [("security", "[]")] : []))
    }

    private static func parameter(_ parameter: Parameter) -> String {
        var members = [
            ("name", JSONText.string(parameter.name)), ("in", JSONText.string("query")),
            ("description", JSONText.string(parameter.about)),
        ]
        switch parameter.kind {
        case .text: members.append(("schema", #"{"type": "string"}"#))
        case .list:
            members.append(("schema", #"{"type": "array", "items": {"type": "string"}}"#))
            members += [("style", #""form""#), ("explode", "true")]
        case .choice(let values):
            let list = JSONText.array(values.map { JSONText.string($0) })
            members.append(("schema", #"{"type": "string", "enum": "# + list + "}"))
        case .number(let range):
            members.append(
                (
                    "schema",
                    #"{"type": "integer", "minimum": \#(range.lowerBound), "maximum": \#(range.upperBound)}"#
                ))
        case .family:
            members.append(("schema", #"{"type": "object", "additionalProperties": {"type": "string"}}"#))
            members += [("style", #""deepObject""#), ("explode", "true")]
        }
        return JSONText.object(members)
    }

    private static let problem = """
        {"Problem": {"type": "object", "required": ["type", "title", "status", "detail"], "properties": {
          "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
          "detail": {"type": "string"}, "hint": {"type": "string"}, "parameter": {"type": "string"},
          "nearest": {"type": "array", "items": {"type": "string"}}}}}
        """
}
