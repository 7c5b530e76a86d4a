/// Who writes what is mapped.
package enum Author: Sendable {
    /// One cloud, whose accounts have one name each, and whose values the mapping knows.
    case cloud
    /// Whoever likes to: accounts are told apart by their provider, and values that FOCUS does not know are told.
    case anyone
}
