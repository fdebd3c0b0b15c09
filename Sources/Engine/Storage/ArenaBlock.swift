/// Cells of an arena for the states of one worker, those before `next` filled.
struct ArenaBlock {
  var next = 0
  var end = 0

  /// Few enough that a small search touches few pages, and enough that taking one is rare.
  static let size = 1024
}
