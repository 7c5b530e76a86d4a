/// A column, or a part of a nested one: its name and type.
package struct Field: Hashable, Sendable {
    package let name: String
    package let type: ArrowType

    package init(name: String, type: ArrowType) {
        self.name = name
        self.type = type
    }
}

/// The columns of a result, in order.
package struct Schema: Hashable, Sendable {
    package let fields: [Field]

    package init(fields: [Field]) {
        self.fields = fields
    }
}
