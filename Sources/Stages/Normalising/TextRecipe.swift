import BillingSources
import CodedColumns

/// A text made of one text column's, or of its null, byte by byte as the engine makes it.
indirect enum TextRecipe: Hashable, Sendable {
    case column
    case constant([UInt8])
    /// NULLIF(…, '').
    case present(TextRecipe)
    /// Of ASCII; other text is the engine's.
    case lower(TextRecipe)
    /// split_part: the part of this number, from 1, or the last.
    case part(TextRecipe, delimiter: [UInt8], number: Int?)
    /// concat_ws.
    case joined([TextRecipe], separator: [UInt8])
    /// COALESCE.
    case first([TextRecipe])
    /// See `JSONMember`.
    case member(TextRecipe, key: [UInt8])
}

extension TextRecipe {
    /// Whether what comes out lies in the text as it is: only that is taken apart further.
    var isPart: Bool {
        switch self {
        case .column: true
        case .present(let inner), .part(let inner, _, _), .member(let inner, _): inner.isPart
        case .constant, .lower, .joined, .first: false
        }
    }

    /// What becomes of null and of each of these texts, as codes in this order, 0 where it becomes null.
    ///
    /// - Returns: With the codes of the texts that only the engine can tell, which become 0 here.
    func texts(of list: TextList) -> (made: CodedColumn, unknown: [Int]) {
        if let lower = lower(list) { return (lower, []) }
        var result = TextList()
        var codes: [UInt32] = []
        codes.reserveCapacity(list.count + 1)
        var unknown: [Int] = []
        var scratch = RecipeScratch()
        func make(_ text: UnsafeBufferPointer<UInt8>?) {
            scratch.clear()
            let isThere = scratch.append(self, of: text)
            if scratch.isUnknown { unknown.append(codes.count) }
            if isThere, !scratch.isUnknown {
                scratch.output.withUnsafeBufferPointer { result.append($0) }
                codes.append(UInt32(result.count))
            } else {
                codes.append(0)
            }
        }
        make(nil)
        list.bytes.withUnsafeBufferPointer { bytes in
            for index in 0..<list.count { make(UnsafeBufferPointer(rebasing: bytes[list.range(index)])) }
        }
        return (CodedColumn(codes: codes, values: .text(result)), unknown)
    }
}

extension TextRecipe {
    /// Most often only capitals change, which takes no look at each text.
    private func lower(_ list: TextList) -> CodedColumn? {
        guard self == .lower(.column) || self == .lower(.present(.column)) else { return nil }
        var all: UInt8 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: list.bytes.count) { lower, count in
            count = list.bytes.count
            list.bytes.withUnsafeBufferPointer { bytes in
                for index in 0..<count {
                    all |= bytes[index]
                    lower[index] = bytes[index] &+ (bytes[index] &- UInt8(ascii: "A") < 26 ? 32 : 0)
                }
            }
        }
        let isForeign = all >= 0x80
        guard !isForeign, !(0..<list.count).contains(where: { list.range($0).isEmpty }) else { return nil }
        let codes = Array(0...UInt32(list.count))
        return CodedColumn(codes: codes, values: .text(TextList(bytes: bytes, ends: list.ends)))
    }
}

private struct RecipeScratch {
    private(set) var output: [UInt8] = []
    /// Only the engine can tell.
    private(set) var isUnknown = false

    mutating func clear() {
        output.removeAll(keepingCapacity: true)
        isUnknown = false
    }

    /// False is null; then nothing was appended.
    mutating func append(_ recipe: TextRecipe, of text: UnsafeBufferPointer<UInt8>?) -> Bool {
        let start = output.count
        switch recipe {
        case .column, .part, .member:
            guard let part = part(recipe, of: text) else { return false }
            output.append(contentsOf: part)
            return true
        case .constant(let bytes):
            output += bytes
            return true
        case .present(let inner):
            return append(inner, of: text) && output.count > start
        case .lower(let inner):
            guard append(inner, of: text) else { return false }
            lower(from: start)
            return true
        case .joined(let parts, let separator):
            var isFirst = true
            for part in parts {
                let mark = output.count
                if !isFirst { output += separator }
                if append(part, of: text) { isFirst = false } else { output.removeSubrange(mark...) }
            }
            return true
        case .first(let choices):
            return choices.contains { append($0, of: text) }
        }
    }

    /// What lies in the text as it is.
    private mutating func part(
        _ recipe: TextRecipe, of text: UnsafeBufferPointer<UInt8>?
    ) -> UnsafeBufferPointer<UInt8>? {
        switch recipe {
        case .column: return text
        case .present(let inner):
            guard let part = part(inner, of: text), !part.isEmpty else { return nil }
            return part
        case .part(let inner, let delimiter, let number):
            return part(inner, of: text).map { Self.part(number, of: $0, delimiter) }
        case .member(let inner, let key):
            guard let object = part(inner, of: text) else { return nil }
            let found = JSONMember.find(key, in: object)
            isUnknown = isUnknown || found == .unknown
            guard case .text(let range) = found else { return nil }
            return UnsafeBufferPointer(rebasing: object[range])
        case .constant, .lower, .joined, .first:
            preconditionFailure("a text that was changed is not taken apart")
        }
    }

    private static func part(
        _ number: Int?, of text: UnsafeBufferPointer<UInt8>, _ delimiter: [UInt8]
    ) -> UnsafeBufferPointer<UInt8> {
        let bytes = UnsafeRawBufferPointer(text)
        var (begin, end) = (0, 0)
        var count = 0
        repeat {
            begin = count == 0 ? 0 : end + delimiter.count
            end = bytes.first(delimiter, from: begin)
            count += 1
        } while end < bytes.count && count != number
        let isThere = number == nil || count == number
        return UnsafeBufferPointer(rebasing: text[isThere ? begin..<end : 0..<0])
    }

    private mutating func lower(from start: Int) {
        let all = output.withUnsafeMutableBufferPointer { bytes in
            var all: UInt8 = 0
            for index in start..<bytes.count {
                let byte = bytes[index]
                all |= byte
                bytes[index] = byte &+ (byte &- UInt8(ascii: "A") < 26 ? 32 : 0)
            }
            return all
        }
        isUnknown = isUnknown || all >= 0x80
    }
}
