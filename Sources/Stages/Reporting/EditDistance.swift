/// Finds what somebody may have meant.
package enum EditDistance {
    /// The three nearest names, best first, without regard to case. A name that begins with the text, or the other
    /// way round, counts as near.
    package static func nearest(to text: String, in names: [String]) -> [String] {
        let wanted = text.lowercased()
        let ranked = names.enumerated().map { at, name -> (rank: Int, at: Int, name: String) in
            let candidate = name.lowercased()
            let isPrefix = !wanted.isEmpty && (candidate.hasPrefix(wanted) || wanted.hasPrefix(candidate))
            return (isPrefix ? 1 : between(wanted, candidate), at, name)
        }
        return ranked.sorted { ($0.rank, $0.at) < ($1.rank, $1.at) }.prefix(3).map(\.name)
    }

    /// Insertions, deletions and replacements that turn one into the other.
    static func between(_ left: String, _ right: String) -> Int {
        let left = Array(left)
        let right = Array(right)
        var previous = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[right.count]
    }
}
