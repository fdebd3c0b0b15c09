import MeshCheck
import Testing

@Suite("Quantities")
struct QuantitiesTests {
  @Test(
    "have commas between thousands",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000"),
      (-12, "-12"), (Int.max, "9,223,372,036,854,775,807"),
      (Int.min, "-9,223,372,036,854,775,808"),
    ])
  func thousands(number: Int, text: String) {
    #expect(grouped(number) == text)
  }

  @Test(
    "of bytes are in the largest unit that leaves one",
    arguments: [
      (0, "0 bytes"), (1023, "1023 bytes"), (1024, "1 KB"), (1536, "1.5 KB"), (512 << 20, "512 MB"),
      (2 << 30, "2 GB"), (5 << 40, "5 TB"),
    ])
  func bytes(count: Int, text: String) {
    #expect(described(bytes: count) == text)
  }

  @Test(
    "of time are in the largest whole unit",
    arguments: [
      (Duration.seconds(30), "30 s"), (.seconds(300), "5 min"), (.seconds(7200), "2 h"),
      (.milliseconds(250), "0.25 s"), (.seconds(61), "61 s"),
    ])
  func time(duration: Duration, text: String) {
    #expect(described(duration) == text)
  }

  @Test(
    "round to their decimal places",
    arguments: [
      (0.0, 2, "0.00"), (0.005, 2, "0.01"), (1.25, 1, "1.3"), (12.3456, 3, "12.346"),
      (-0.001, 2, "0.00"), (-1.5, 1, "-1.5"),
    ])
  func decimals(number: Double, places: Int, text: String) {
    #expect(decimal(number, places: places) == text)
  }

  @Test("count in singular and plural")
  func counts() {
    #expect(counted(1, "state") == "1 state")
    #expect(counted(1000, "state") == "1,000 states")
    #expect(counted(0, "property", "properties") == "0 properties")
  }
}
