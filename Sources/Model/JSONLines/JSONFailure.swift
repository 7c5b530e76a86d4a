/// Text that is no strict JSON, or more of it than ``JSONLimits`` allow.
package struct JSONFailure: Error, Equatable {
    package let what: String

    package init(_ what: String) {
        self.what = what
    }
}
