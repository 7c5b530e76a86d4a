/// What answers look like, as JSON Schema: a new member is written here too, or a test tells.
enum AnswerSchemas {
    /// Nil for an address whose answer is told no further than that it is an object.
    static func schema(at path: String) -> String? { byPath[path] }

    private static let byPath = [
        "/api/v1/costs": object(
            meta(pages: [
                "as_of": date, "range": #"{"oneOf": [{"type": "null"}, \#(ends)]}"#,
                "previous": #"{"oneOf": [{"type": "null"}, \#(ends)]}"#, "resolution": text, "measure": text,
                "markup": text, "group_by": #"{"type": "array", "items": \#(text), "maxItems": 3}"#,
            ]),
            ["rows": list(row), "totals": list(closed(amounts, optional: ["date"] + change, with: counts))]),
        "/api/v1/dimensions": object(
            meta(), ["dimensions": list(closed(["name": text, "alias": name])), "tags": list(text)]),
        "/api/v1/values": object(
            meta(),
            ["dimension": text, "values": list(closed(["value": name, "currency": name, "cost": amount]))]),
        "/api/v1/tags": object(
            meta(),
            [
                "tags": list(
                    closed([
                        "key": text, "currency": name, "tagged": amount, "untagged": amount, "percent": integer,
                        "values": count,
                    ])), "totals": list(open(amounts)),
                "rules": #"{"type": ["object", "null"]}"#,
            ]),
        "/api/v1/commitments": object(
            meta(),
            [
                "commitments": list(
                    open(commitment.merging(["id": text, "name": name, "type": name, "category": name]) { $1 })),
                "totals": list(open(commitment)),
            ]),
        "/api/v1/forecast": object(
            meta(["as_of": date]),
            [
                "period": month, "estimate": #"{"const": true}"#,
                "forecast": list(
                    closed([
                        "currency": name, "known": amount, "expected": amount, "low": amount, "high": amount,
                        "days_left": #"{"type": ["integer", "null"], "minimum": 0}"#,
                        "trials": list(
                            closed([
                                "as_of": date, "expected": amount, "actual": amount, "off_percent": name,
                                "within_bounds": flag,
                            ])),
                    ])),
            ]),
        "/api/v1/anomalies": object(
            meta(["as_of": date]),
            [
                "anomalies": list(
                    closed([
                        "date": date, "group": group, "currency": name, "cost": amount, "usual": amount,
                        "impact": amount,
                    ]))
            ]),
        "/api/v1/runs": object(
            meta(pages: [:]),
            [
                "runs": list(
                    open([
                        "source": text, "export": text, "period": name, "run": text, "state": text,
                        "rows": #"{"type": ["integer", "null"], "minimum": 0}"#, "counted": flag, "quarantined": count,
                        "short_by": map(amount), "totals": map(map(amount)), "reason": name,
                    ]))
            ]),
        "/api/v1/generations": object(
            meta(pages: [:]),
            [
                "generations": list(
                    open([
                        "source": text, "export": text, "period": month, "generation": count, "runs": list(text),
                        "landed_at": text, "ended_at": name, "rows": count, "totals": map(map(amount)), "state": text,
                        "kept": flag, "files": count, "bytes": count,
                    ]))
            ]),
        "/api/v1/quarantine": object(
            meta(pages: [:]),
            [
                "cells": list(
                    open([
                        "source": name, "export": name, "period": name, "file": name, "column": name, "reason": name,
                        "rows": count, "example": name,
                    ]))
            ]),
        "/api/v1/diff": object(
            meta(),
            [
                "source": text, "export": text, "period": month, "from": count, "to": count,
                "by": list(closed(["dimension": text, "rows": list(open(["value": name, "currency": name]))])),
                "totals": list(open(["currency": name])),
            ]),
        "/api/v1/conformance": object(
            meta(),
            [
                "version": text,
                "sources": list(
                    open([
                        "source": text, "rows": count, "passed": count, "failed": count, "not_applicable": count,
                        "rules": list(open(["rule": text, "verdict": text, "rows": count, "failed": count])),
                    ])),
            ]),
        "/api/v1/freshness": object(
            meta(["as_of": day]),
            [
                "exports": list(
                    open([
                        "source": text, "export": text, "newest_period": name, "last_day": day, "landed_at": name,
                        "days_behind": integer, "stale": flag,
                    ]))
            ]),
        "/api/v1/explain": object(
            meta(),
            [
                "totals": map(open(["rows": count, "billed": amount, "effective": amount])),
                "deliveries": list(open(["source": text, "export": text, "period": month, "run": text])),
                "objects": list(open(["source": text, "path": text, "sha256": name, "totals": map(open([:]))])),
                "rows": list(open(["source": text, "path": text, "row": count])),
                "not_counted": list(open(["source": text, "export": text, "period": month, "reason": name])),
            ]),
    ]

    // MARK: Words

    private static let text = #"{"type": "string"}"#
    private static let name = #"{"type": ["string", "null"]}"#
    private static let flag = #"{"type": "boolean"}"#
    private static let integer = #"{"type": "integer"}"#
    private static let count = #"{"type": "integer", "minimum": 0}"#
    private static let date = ##"{"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}"##
    private static let day = ##"{"type": ["string", "null"], "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}"##
    private static let month = ##"{"type": "string", "pattern": "^\\d{4}-\\d{2}$"}"##
    /// A month or a day.
    private static let time = ##"{"type": ["string", "null"], "pattern": "^\\d{4}-\\d{2}(-\\d{2})?$"}"##
    /// All 18 digits behind the point; null is unknown.
    private static let amount = ##"{"type": ["string", "null"], "pattern": "^-?\\d+\\.\\d{18}$"}"##
    private static let group = map(name)
    private static let ends = closed(["from": time, "to": time])

    // MARK: Costs

    private static let amounts = ["currency": name, "cost": amount]
    private static let counts = ["rows": count, "rows_unknown": count]
    private static let change = ["previous", "delta", "delta_percent"]
    private static let row = closed(
        amounts, optional: ["date"] + change, with: ["group": group, "others": flag])

    private static let commitment = [
        "currency": name, "used": amount, "unused": amount, "purchases": amount, "covered_list": amount,
        "covered_contracted": amount, "saved_off_list": amount, "saved_off_contracted": amount,
        "utilisation_percent": name,
    ]

    // MARK: Grammar

    private static func json(_ members: [String: String]) -> String {
        "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}"
    }

    private static func open(_ members: [String: String]) -> String {
        let names = members.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        return #"{"type": "object", "required": [\#(names)], "properties": \#(json(members))}"#
    }

    /// All of `members` and nothing else.
    private static func closed(_ members: [String: String]) -> String {
        String(open(members).dropLast()) + #", "additionalProperties": false}"#
    }

    private static func closed(
        _ members: [String: String], optional names: [String], with more: [String: String]
    ) -> String {
        let needed = members.merging(more) { $1 }
        let all = needed.merging(names.map { ($0, $0 == "date" ? time : $0 == "delta_percent" ? name : amount) }) { $1 }
        let required = needed.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            {"type": "object", "required": [\(required)], "properties": \(json(all)), "additionalProperties": false}
            """
    }

    private static func list(_ item: String) -> String { #"{"type": "array", "items": \#(item)}"# }
    private static func map(_ value: String) -> String { #"{"type": "object", "additionalProperties": \#(value)}"# }

    private static func meta(_ members: [String: String] = [:]) -> String {
        open(members.merging(["versions": map(#"{"type": ["integer", "string"]}"#)]) { $1 })
    }

    private static func meta(pages members: [String: String]) -> String {
        meta(members.merging(["count": count, "next_cursor": name]) { $1 })
    }

    private static func object(_ meta: String, _ members: [String: String]) -> String {
        closed(members.merging(["meta": meta]) { $1 })
    }
}
