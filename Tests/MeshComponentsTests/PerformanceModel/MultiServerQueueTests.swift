import Foundation
import MeshComponents
import TestSupport
import Testing

@Suite("The model M/M/c")
struct MultiServerQueueTests {
  func queue(_ arrivals: Double, _ served: Double, _ servers: Int) throws -> MultiServerQueue {
    try MultiServerQueue(arrivalsPerSecond: arrivals, servedPerSecond: served, servers: servers)
  }

  func isNear(_ value: Double, _ expected: Double, within error: Double = 1e-12) -> Bool {
    abs(value - expected) <= error * max(1, abs(expected))
  }

  @Test("gives the rounded values of textbooks")
  func textbooks() throws {
    // Three of R. Bronson, "Schaum's Outline of Operations Research", 1982, as quoted by
    // http://web.ist.utl.pt/mcasquilho/compute/or/Fx-queuevars.php: problems 24.6 (300 a year, 2
    // days each, 3 servers), 23.3 (24 an hour, 30 could be served) and 23.14 (30 and 40 an hour).
    let repairs = try queue(300, 182.5, 3)
    #expect(isNear(repairs.meanQueueLength, 0.352, within: 0.0005))
    #expect(isNear(repairs.meanPresent, 1.996, within: 0.0005))
    #expect(isNear(repairs.meanWait, 0.001175, within: 0.0000005))
    #expect(isNear(repairs.meanResponseTime, 0.006654, within: 0.0000005))
    let first = try queue(24, 30, 1)
    #expect(isNear(first.meanPresent, 4) && isNear(first.meanResponseTime, 1.0 / 6))
    let second = try queue(30, 40, 1)
    #expect(isNear(second.meanQueueLength, 2.25) && isNear(second.meanWait, 4.5 / 60))
    // Two who answer questions, 20 an hour of 2 minutes each: alternative example 14.3 of
    // https://freebooksummary.com/waiting-line-and-queuing-theory-models.
    #expect(isNear(try queue(20, 30, 2).meanPresent, 3.0 / 4))
  }

  @Test("gives the values of small systems, worked out by hand from their balance equations")
  func byHand() throws {
    // 6 an hour, 20 minutes each, 3 servers: load 2, so states 0, 1 and 2 have the weights 1, 2 and
    // 2, state 3 has 4/3, and each later one 2/3 of the one before: 4 together, of 9 in all.
    let three = try queue(6, 3, 3)
    #expect(isNear(three.waitingProbability, 4.0 / 9) && isNear(three.meanQueueLength, 8.0 / 9))
    #expect(isNear(three.meanWait, 4.0 / 27))
    // One server with load 2/3: who finds it busy waits as long as a geometric number of services
    // takes, which is exponential with the rate 3 - 2.
    let one = try queue(2, 3, 1)
    #expect(isNear(one.meanPresent, 2) && isNear(one.meanQueueLength, 4.0 / 3))
    #expect(isNear(one.meanResponseTime, 1) && isNear(one.meanWait, 2.0 / 3))
    #expect(isNear(one.probability(ofWaitingLongerThan: 0.5), 2 * exp(-0.5) / 3))
    // Two servers: weights 1, 2/3, 2/9 and then 1/3 of the one before, 1/3 together from the third
    // on, of 2 in all; with the rate 6 - 2.
    let two = try queue(2, 3, 2)
    #expect(isNear(two.waitingProbability, 1.0 / 6) && isNear(two.meanQueueLength, 1.0 / 12))
    #expect(isNear(two.meanPresent, 3.0 / 4) && isNear(two.meanWait, 1.0 / 24))
    #expect(isNear(two.meanResponseTime, 3.0 / 8))
    #expect(isNear(two.probability(ofWaitingLongerThan: 1), exp(-4) / 6))
  }

  @Test(
    "turns away the part that Erlang's B formula says, in exact arithmetic",
    arguments: [
      // The formula itself and not the recursion, a^c / c! over the sum of a^k / k!, with Python's
      // `fractions`. The loads are those that tables of the formula give for one in a hundred, to
      // three digits.
      (4, 0.869, 0.009_984_885_057_945), (5, 1.361, 0.010_005_724_143_018),
      (10, 4.46, 0.009_985_278_363_174), (20, 12.0, 0.009_795_639_420_064),
      (40, 29.0, 0.009_971_149_668_819), (100, 84.1, 0.010_071_705_070_961),
    ])
  func blocking(servers: Int, load: Double, expected: Double) {
    let blocked = MultiServerQueue.blockingProbability(offeredLoad: load, servers: servers)
    #expect(isNear(blocked, expected, within: 1e-14))
  }

  @Test(
    "makes the part wait that Erlang's C formula says, in exact arithmetic",
    arguments: [
      (3, 2.0, 4.0 / 9), (5, 4.0, 128.0 / 231), (10, 9.0, 0.668_731_524_107_697),
      (50, 45.0, 0.363_864_467_206_988), (100, 99.5, 0.940_172_334_816_894),
    ])
  func waiting(servers: Int, load: Double, expected: Double) throws {
    #expect(isNear(try queue(load, 1, servers).waitingProbability, expected, within: 1e-13))
  }

  @Test("agrees with the sum that defines Erlang's C formula")
  func definition() throws {
    for servers in 1...12 {
      for load in stride(from: 0.1, to: Double(servers), by: 0.3) {
        var term = 1.0
        var sum = 0.0
        for index in 0..<servers {
          sum += term
          term *= load / Double(index + 1)
        }
        let waiting = term * Double(servers) / (Double(servers) - load)
        let expected = waiting / (sum + waiting)
        #expect(isNear(try queue(load, 1, servers).waitingProbability, expected))
      }
    }
  }

  @Test("stays a probability where powers and factorials overflow")
  func large() throws {
    var before = 0.0
    for load in [1_000.0, 9_000, 9_900, 9_990, 9_999.9] {
      let waiting = try queue(load, 1, 10_000).waitingProbability
      #expect((0...1).contains(waiting) && waiting >= before, "\(load)")
      before = waiting
    }
    // At 9,999.9 of 10,000 nearly everybody waits; the square-root rule (S. Halfin and W. Whitt,
    // Operations Research 29, 1981, doi:10.1287/opre.29.3.567) says how nearly, in the limit.
    let beta = 0.1 / 9_999.9.squareRoot()
    let density = exp(-beta * beta / 2) / (2 * Double.pi).squareRoot()
    let below = 0.5 * erfc(-beta / 2.0.squareRoot())
    #expect(isNear(before, 1 / (1 + beta * below / density), within: 0.001))
  }

  @Test("has no answer where as much comes as can be served")
  func overloaded() {
    #expect(throws: PerformanceError.overloaded(utilisation: 1)) { try queue(4, 2, 2) }
    #expect(throws: PerformanceError.overloaded(utilisation: 1.5)) { try queue(6, 2, 2) }
  }

  @Test("has a percentile of the wait that so many do not exceed")
  func percentiles() throws {
    let clinic = try queue(6, 3, 3)
    #expect(clinic.wait(50) == 0)
    for percentile: Percentile in [60, 90, 99.9] {
      let longer = clinic.probability(ofWaitingLongerThan: clinic.wait(percentile))
      #expect(isNear(longer, 1 - Double(percentile.millionths) / 1e8))
    }
  }

  @Test(
    "agrees with simulation of the same system",
    arguments: [(0.7, 1), (1.6, 2), (3.9, 5), (8.5, 10)])
  func simulation(load: Double, servers: Int) throws {
    let model = try queue(load, 1, servers)
    let runs = 20
    // Student's t with 19 degrees of freedom: a right model fails one such check in a thousand, and
    // with these seeds always or never.
    let quantile = 3.883
    let results = (0..<runs).map { run in
      QueueSimulation(load: load, servers: servers, seed: UInt64(run * 1_000 + servers)).run()
    }
    func check(_ name: String, _ samples: [Double], _ expected: Double) {
      let mean = samples.reduce(0, +) / Double(runs)
      let variance = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(runs - 1)
      let bound = quantile * (variance / Double(runs)).squareRoot()
      #expect(
        abs(mean - expected) <= bound,
        "\(name) with seeds \(servers) + 1000 · run: \(mean) ± \(bound), not \(expected)")
      // The interval must be narrow enough to say something.
      #expect(bound < expected / 3, "\(name): ± \(bound)")
    }
    check("who waits", results.map(\.waited), model.waitingProbability)
    check("mean wait", results.map(\.meanWait), model.meanWait)
    check(
      "who waits longer than one service", results.map(\.waitedLong),
      model.probability(ofWaitingLongerThan: 1))
  }
}

/// Requests that come at random and are served first come, first served, for service times of mean
/// 1: a server that gets free takes who has waited longest.
struct QueueSimulation {
  let load: Double
  let servers: Int
  let seed: UInt64

  struct Result {
    var waited = 0.0
    var waitedLong = 0.0
    var meanWait = 0.0
  }

  /// Plays `warmUp` requests, so that the empty start is forgotten, and then counts.
  func run(warmUp: Int = 2_000, counted: Int = 12_000) -> Result {
    var random = TestSupport.SplitMix64(seed: seed)
    func exponential() -> Double { -log(1 - Double.random(in: 0..<1, using: &random)) }
    var freeAt = Array(repeating: 0.0, count: servers)
    var now = 0.0
    var result = Result()
    for request in 0..<(warmUp + counted) {
      now += exponential() / load
      let first = freeAt.indices.min { freeAt[$0] < freeAt[$1] } ?? 0
      let wait = max(0, freeAt[first] - now)
      freeAt[first] = now + wait + exponential()
      guard request >= warmUp else { continue }
      result.waited += wait > 0 ? 1 / Double(counted) : 0
      result.waitedLong += wait > 1 ? 1 / Double(counted) : 0
      result.meanWait += wait / Double(counted)
    }
    return result
  }
}
