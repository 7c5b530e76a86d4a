import Testing

@Test func replacedSoon() {}
