/// Text that is no strict CSV; the reader that knows the file's name makes a ``BillowError`` of it.
package struct CSVFailure: Error, Equatable {
    package let what: String
    package let line: Int

    package init(what: String, line: Int) {
        self.what = what
        self.line = line
    }
}
