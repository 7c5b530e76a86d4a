/// What of a leaf goes into one page.
struct PageRange {
    var levels: Range<Int>
    /// Positions in ``Leaf/codes``.
    var values: Range<Int>
}
