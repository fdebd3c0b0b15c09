extension Explorer {
  /// Runs that may be spent on shortening one schedule.
  private var triesMax: Int { 2_000 }

  /// A schedule that fails in the same way with fewer choices other than the first.
  ///
  /// First by leaving out deviations as long as that works, in ever smaller parts (Zeller and
  /// Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002,
  /// doi:10.1109/32.988498); then by trying all schedules with fewer deviations than are left,
  /// fewest first, which shows, if the tries suffice, that there is none with fewer.
  mutating func shortened(_ failing: Run<Outcome>.Result) -> Run<Outcome>.Result {
    var tries = triesMax
    let smaller = withoutNeedless(failing, &tries)
    let left = ScheduleReplay.deviations(of: smaller.choices).count
    for bound in 0..<left where tries > 0 {
      var search = DepthFirst(deviationsMax: bound)
      repeat {
        let result = run(&search)
        tries -= 1
        if result.ending.failsLike(failing.ending) { return result }
      } while tries > 0 && search.advance()
    }
    return smaller
  }

  private mutating func withoutNeedless(
    _ failing: Run<Outcome>.Result, _ tries: inout Int
  ) -> Run<Outcome>.Result {
    var best = failing
    var part = max(1, ScheduleReplay.deviations(of: best.choices).count)
    while part >= 1 && tries > 0 {
      var start = 0
      var isSmaller = false
      while tries > 0 {
        let deviations = ScheduleReplay.deviations(of: best.choices)
        let positions = deviations.keys.sorted()
        guard start < positions.count else { break }
        let without = Set(positions.dropFirst(start).prefix(part))
        var replay = ScheduleReplay(deviations: deviations.filter { !without.contains($0.key) })
        let result = run(&replay)
        tries -= 1
        let now = ScheduleReplay.deviations(of: result.choices).count
        if result.ending.failsLike(failing.ending) && now < deviations.count {
          best = result
          isSmaller = true
        } else {
          start += part
        }
      }
      if !isSmaller || part > 1 { part /= 2 }
    }
    return best
  }
}
