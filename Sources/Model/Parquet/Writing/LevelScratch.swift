import CodedColumns

/// Memory for levels, and what fills it.
struct LevelScratch: ~Copyable {
    private var definitions = Scratch<UInt32>()
    private var valueDefinitions = Scratch<UInt32>()
    private var repetitions = Scratch<UInt32>()
    private var codes = Scratch<UInt32>()
    private var valueCodes = Scratch<UInt32>()

    /// A column's only leaf. It is good until the next one.
    mutating func flat(_ cells: UnsafeBufferPointer<UInt32>, nullCount: Int) -> Leaf {
        guard nullCount > 0 else { return Leaf(levelCount: cells.count, definitionMax: 1, codes: cells) }
        let definitions = self.definitions.room(cells.count)
        // One more, because a null's code is written too, and then overwritten.
        let codes = self.codes.room(cells.count - nullCount + 1)
        var present = 0
        for row in 0..<cells.count {
            let cell = cells[row]
            let isThere: UInt32 = cell == 0 ? 0 : 1
            definitions[row] = isThere
            codes[present] = cell
            present &+= Int(isThere)
        }
        return Leaf(
            levelCount: cells.count, definitionMax: 1, definitions: UnsafeBufferPointer(definitions),
            codes: UnsafeBufferPointer(rebasing: codes[..<present]))
    }

    /// A map's leaves, their codes counted in the list's pairs. They are good until the next ones.
    mutating func map(_ maps: MapList, _ cells: UnsafeBufferPointer<UInt32>) -> (keys: Leaf, values: Leaf) {
        var levelCount = 0
        for cell in cells { levelCount += cell == 0 ? 1 : max(maps.range(Int(cell) - 1).count, 1) }
        let (keyLevels, valueLevels) = (definitions.room(levelCount), valueDefinitions.room(levelCount))
        let (rowStarts, keys, values) = (
            repetitions.room(levelCount), codes.room(levelCount), valueCodes.room(levelCount)
        )
        var (level, keyCount, valueCount) = (0, 0, 0)
        for cell in cells {
            let pairs = cell == 0 ? 0..<0 : maps.range(Int(cell) - 1)
            rowStarts[level] = 0
            if pairs.isEmpty {
                // The map is null, or it is there and empty.
                keyLevels[level] = cell == 0 ? 0 : 1
                valueLevels[level] = cell == 0 ? 0 : 1
                level += 1
            }
            for pair in pairs {
                if pair > pairs.lowerBound { rowStarts[level] = 1 }
                keyLevels[level] = 2
                keys[keyCount] = UInt32(truncatingIfNeeded: pair + 1)
                keyCount += 1
                valueLevels[level] = maps.hasValue[pair] ? 3 : 2
                if maps.hasValue[pair] {
                    values[valueCount] = UInt32(truncatingIfNeeded: pair + 1)
                    valueCount += 1
                }
                level += 1
            }
        }
        let repetitions = UnsafeBufferPointer(rowStarts)
        return (
            Leaf(
                levelCount: levelCount, definitionMax: 2, definitions: UnsafeBufferPointer(keyLevels),
                repetitions: repetitions, codes: UnsafeBufferPointer(rebasing: keys[..<keyCount])),
            Leaf(
                levelCount: levelCount, definitionMax: 3, definitions: UnsafeBufferPointer(valueLevels),
                repetitions: repetitions, codes: UnsafeBufferPointer(rebasing: values[..<valueCount]))
        )
    }
}
