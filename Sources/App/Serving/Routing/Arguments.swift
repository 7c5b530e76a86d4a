import BillingModel
import Reporting

/// The parameters of one request, all of them known to its route.
package struct Arguments: Sendable {
    package let items: [QueryItem]
    /// What the header Accept asks for other than JSON.
    package let wants: Format?

    /// Throws ``Problem`` for a parameter that the route does not have.
    package init(_ inquiry: Inquiry, parameters: [Parameter]) throws {
        for item in inquiry.items where !parameters.contains(where: { $0.isGiven(by: item.name) }) {
            let names = parameters.map(\.name)
            throw Problem(
                400, "there is no parameter \"\(item.name)\" here", parameter: item.name,
                nearest: EditDistance.nearest(to: item.name, in: names),
                hint: names.isEmpty ? "this address has no parameters" : "known are \(names.joined(separator: ", "))")
        }
        items = inquiry.items
        let others: [(format: Format, kind: Content.Kind)] = [(.csv, .csv), (.parquet, .parquet)]
        let wanted = others.first { inquiry.accepts($0.kind.mediaType) }?.format
        wants = inquiry.accepts("application/json") ? nil : wanted
    }

    /// Parameters that were checked, or that a page adds by itself.
    init(items: [QueryItem]) {
        self.items = items
        wants = nil
    }

    package func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

    /// Throws where it is given twice; an empty value is none.
    package func one(_ name: String) throws -> String? {
        let values = all(name)
        guard values.count <= 1 else {
            throw Problem(400, "\"\(name)\" is given \(values.count) times", parameter: name)
        }
        return values.first.flatMap { $0.isEmpty ? nil : $0 }
    }

    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, or standard: Choice
    ) throws -> Choice where Choice.RawValue == String {
        guard let text = try one(name) else { return standard }
        if let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        throw Problem(
            400, "\"\(name)\" cannot be \"\(text)\"", parameter: name,
            nearest: EditDistance.nearest(to: text, in: known),
            hint: "known are \(known.joined(separator: ", "))")
    }

    package func number(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = try one(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Problem(
                400, "\"\(name)\" cannot be \"\(text)\"", parameter: name,
                hint: "give a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Keys and values of `name[key]=value`.
    package func family(_ name: String) -> [(key: String, value: String)] {
        items.filter { $0.name.hasPrefix("\(name)[") && $0.name.hasSuffix("]") }.map {
            (String($0.name.dropFirst(name.count + 1).dropLast()), $0.value)
        }
    }

    /// What goes wrong while a parameter is read is that parameter's.
    package func reading<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as BillowError where error.code == .usage {
            throw Problem(error, parameter: name)
        }
    }
}
