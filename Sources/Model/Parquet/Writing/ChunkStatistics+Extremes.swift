extension ChunkStatistics {
    init(nullCount: Int, extremes: Extremes?) {
        self.init(
            nullCount: nullCount, maximum: extremes?.maximumBytes, minimum: extremes?.minimumBytes,
            isMaximumExact: extremes == nil ? nil : true, isMinimumExact: extremes == nil ? nil : true)
    }
}
