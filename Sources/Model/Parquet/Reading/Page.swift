import BillingModel

/// A page as the chunk's decoder sees it: inflated, and of no version. Its bytes are lent.
struct Page {
    enum Content {
        case dictionary
        /// Levels in RLE, empty where there are none in the page.
        case data(repetition: UnsafeRawBufferPointer, definition: UnsafeRawBufferPointer)
    }

    let content: Content
    /// Entries: values, nulls, and what stands for empty maps.
    let count: Int
    let encoding: PageEncoding
    let values: UnsafeRawBufferPointer
}
