import BillingModel
import CodedColumns

/// Lists of a column whose type is known.
extension ValueList {
    func texts() throws -> TextList {
        guard case .text(let list) = self else { throw mismatch("texts") }
        return list
    }

    func decimals() throws -> [Int128] {
        guard case .decimal(let list) = self else { throw mismatch("decimals") }
        return list
    }

    func integers() throws -> [Int64] {
        guard case .integer(let list) = self else { throw mismatch("integers") }
        return list
    }

    private func mismatch(_ wanted: String) -> BillowError {
        BillowError(.bug, "a column of \(wanted) came back in another type")
    }
}
