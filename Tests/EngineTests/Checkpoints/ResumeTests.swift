import Foundation
import TestSupport
import Testing

@testable import Engine

@Suite("A search that is taken up again")
struct ResumeTests {
  /// Explores level by level, each time as another process would: from what is in the folder.
  private func exploreInParts(
    _ program: Program, in folder: String, threads: Int = 1, between: () throws -> Void = {}
  ) throws -> Exploration {
    for depth in 0... {
      var limits = ExplorationLimits.unlimited
      limits.depthMax = depth
      let explorer = Explorer(
        program: program, limits: limits, settings: SearchSettings(threadCount: threads))
      let settings = Checkpointer.Settings(
        folder: folder, isResuming: depth > 0, interval: .zero)
      let checkpointer = try Checkpointer(settings, for: explorer)
      let exploration = explorer.explore(checkpointer: checkpointer)
      #expect(exploration.savingFailure == nil)
      if exploration.stop == nil { return exploration }
      #expect(exploration.stop == .depth(depth))
      try between()
    }
    preconditionFailure("a search of finitely many states ends")
  }

  private func explore(_ program: Program) -> Exploration {
    Explorer(program: program, limits: .unlimited).explore()
  }

  @Test("finds and counts what one search does, and leaves nothing behind", arguments: [1, 3])
  func twoPhaseCommit(threads: Int) throws {
    let parent = try TemporaryFolder()
    let program = TwoPhaseCommit.program(managers: 5)
    let exploration = try exploreInParts(
      program, in: parent.path + "/search", threads: threads)
    #expect(exploration.states == 8832)
    #expect(exploration.transitions == 58_145)
    #expect(ExplorationOutcome(exploration) == ExplorationOutcome(explore(program)))
    #expect(parent.contents.isEmpty)
  }

  @Test("finds what one search does in drawn programs", arguments: 0..<20 as Range<UInt64>)
  func drawnPrograms(seed: UInt64) throws {
    let parent = try TemporaryFolder()
    let program = RandomProgram.program(seed: seed)
    let exploration = try exploreInParts(program, in: parent.path + "/search")
    #expect(ExplorationOutcome(exploration) == ExplorationOutcome(explore(program)))
  }

  @Test("keeps states outside a constraint apart from those to be expanded")
  func constraint() throws {
    var b = ProgramBuilder()
    let x = b.field(width: 8)
    let sum = b.temporary()
    for step in 1...3 as ClosedRange<Int64> {
      b.action { b in
        b.emit(.add, sum, x, b.constant(step), -1)
        b.emit(.store, x, sum)
        b.emit(.end)
      }
    }
    let truth = b.temporary()
    b.check(.constraint) { b in
      b.emit(.less, truth, x, b.constant(100))
      b.emit(.end, truth)
    }
    let program = b.build()
    let parent = try TemporaryFolder()
    let exploration = try exploreInParts(program, in: parent.path + "/search")
    // 0...99 are expanded; from them 100, 101 and 102 are reached.
    #expect(exploration.states == 103)
    #expect(exploration.constrained == 3)
    #expect(ExplorationOutcome(exploration) == ExplorationOutcome(explore(program)))
  }

  @Test("does not read what a killed process has written beyond the last manifest")
  func killedWhileWriting() throws {
    let parent = try TemporaryFolder()
    let folder = parent.path + "/search"
    let program = TwoPhaseCommit.program(managers: 3)
    let exploration = try exploreInParts(program, in: folder) {
      for name in ["states", "outside", "levels", "manifest.json.new"] {
        let url = URL(filePath: folder + "/" + name)
        var bytes = (try? Data(contentsOf: url)) ?? Data()
        bytes += Data(repeating: 0xAB, count: 13)
        try bytes.write(to: url)
      }
    }
    #expect(exploration.states == 288)
    #expect(ExplorationOutcome(exploration) == ExplorationOutcome(explore(program)))
  }

  @Test("is refused where the checkpoint is another program's, damaged, or not asked for")
  func refused() throws {
    let parent = try TemporaryFolder()
    let folder = parent.path + "/search"
    var limits = ExplorationLimits.unlimited
    limits.depthMax = 5
    func explorer(_ managers: Int) -> Explorer {
      Explorer(program: TwoPhaseCommit.program(managers: managers), limits: limits)
    }
    func open(_ managers: Int, isResuming: Bool) throws -> Checkpointer {
      try Checkpointer(
        Checkpointer.Settings(folder: folder, isResuming: isResuming), for: explorer(managers))
    }
    #expect(explorer(3).explore(checkpointer: try open(3, isResuming: true)).stop == .depth(5))
    #expect(throws: CheckpointError.exists(folder: folder)) { try open(3, isResuming: false) }
    #expect(
      throws: CheckpointError.damaged(
        path: folder, reason: "it is of another spec, or of other options")
    ) { try open(4, isResuming: true) }
    // A state that is there twice cannot have been written by a search.
    let size = try Data(contentsOf: URL(filePath: folder + "/states")).count / 8
    let states = try AppendFile(path: folder + "/states", keeping: 1)
    let first = try states.words(from: 0, count: 1)
    for _ in 1..<size { try states.append(first) }
    let end = explorer(3).explore(checkpointer: try open(3, isResuming: true)).stop
    #expect(
      end == .checkpoint(.damaged(path: folder + "/states", reason: "a state is there twice")))
    try Data("{}".utf8).write(to: URL(filePath: folder + "/manifest.json"))
    #expect(
      throws: CheckpointError.damaged(path: folder, reason: "its manifest cannot be read")
    ) { try open(3, isResuming: true) }
  }
}
