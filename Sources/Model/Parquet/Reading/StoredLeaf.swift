/// A leaf of a file's schema, which has one chunk in each row group.
struct StoredLeaf: Hashable {
    let type: StoredType
    /// An entry of this level is a value, one of a lower level is not.
    let definitionMax: Int
    /// 1 within maps.
    let repetitionMax: Int
}
