/// Text as a terminal shows it.
package enum Terminal {
    /// Cells that a text takes: two for East Asian wide characters and emoji.
    static func width(_ text: String) -> Int {
        text.reduce(0) { $0 + width($1) }
    }

    static func width(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default:
            return scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
        }
    }

    /// One line that cannot steer the terminal: controls and direction marks are shown as escapes.
    package static func safe(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { safe, scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .format:
                // Joiners make emoji and some scripts; they steer nothing.
                if scalar == "\u{200D}" || scalar == "\u{200C}" {
                    safe.unicodeScalars.append(scalar)
                } else {
                    safe += "\\u{\(String(scalar.value, radix: 16))}"
                }
            default: safe.unicodeScalars.append(scalar)
            }
        }
    }

    /// At most `cells` wide, the last one an ellipsis where something is cut.
    package static func cut(_ text: String, to cells: Int) -> String {
        guard width(text) > cells, cells > 0 else { return text }
        var used = 1
        var kept = ""
        for character in text {
            used += width(character)
            guard used <= cells else { break }
            kept.append(character)
        }
        return kept + "…"
    }

    static func padded(_ text: String, to cells: Int, isRight: Bool) -> String {
        let blanks = String(repeating: " ", count: max(0, cells - width(text)))
        return isRight ? blanks + text : text + blanks
    }
}
