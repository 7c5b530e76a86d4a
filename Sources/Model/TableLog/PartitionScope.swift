/// A part of a table: every file whose partition values agree with these. Columns that are not named do not matter, so
/// the empty scope is the whole table. Values are compared byte by byte; nil is null.
package struct PartitionScope: Hashable, Sendable {
    package let values: [String: String?]

    package static let wholeTable = PartitionScope([:])

    package init(_ values: [String: String?]) {
        self.values = PartitionValues.normalised(values)
    }

    package func contains(_ partitionValues: [String: String?]) -> Bool {
        values.allSatisfy { column, wanted in
            guard let found = partitionValues[column] else { return false }
            return PartitionValues.same(wanted, found)
        }
    }
}

extension PartitionScope: CustomStringConvertible {
    package var description: String {
        values.isEmpty
            ? "the whole table"
            : values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value ?? "null")" }.joined(separator: "/")
    }
}

enum PartitionValues {
    /// Delta reads an empty partition value as null.
    static func normalised(_ values: [String: String?]) -> [String: String?] {
        values.mapValues { $0?.isEmpty == true ? nil : $0 }
    }

    /// `String`'s own `==` takes different Unicode spellings of one text for equal.
    static func same(_ left: String?, _ right: String?) -> Bool {
        switch (left, right) {
        case (nil, nil): true
        case (let left?, let right?): left.utf8.elementsEqual(right.utf8)
        default: false
        }
    }
}
