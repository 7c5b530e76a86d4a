/// A leaf of the schema, which has one chunk in each row group.
struct Leaf: Hashable {
    let type: LeafType
    /// How it is stored, by the schema.
    let physicalType: PhysicalType
    /// An entry of this level is a value, one of a lower level is not.
    let definitionMax: Int
    /// 1 within maps.
    let repetitionMax: Int
}
