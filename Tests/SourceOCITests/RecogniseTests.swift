import Testing

@testable import SourceOCI

@Suite struct RecogniseTests {}
