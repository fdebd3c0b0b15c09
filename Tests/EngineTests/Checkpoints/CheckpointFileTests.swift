import Foundation
import TestSupport
import Testing

@testable import Engine

@Suite("The files of a checkpoint")
struct CheckpointFileTests {
  @Test("a file keeps the words that are vouched for and loses those behind them")
  func append() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/words"
    do {
      let file = try AppendFile(path: path, keeping: 0)
      try file.append([1, 2, 3])
      try file.append([4, 5])
      try file.append([])
      #expect(file.wordCount == 5)
    }
    do {
      let file = try AppendFile(path: path, keeping: 3)
      try file.append([.max])
      try file.synchronize()
    }
    let file = try AppendFile(path: path, keeping: 4)
    #expect(try file.words(from: 0, count: 4) == [1, 2, 3, .max])
    #expect(try file.words(from: 2, count: 1) == [3])
    #expect(try Data(contentsOf: URL(filePath: path)).count == 32)
  }

  @Test("a file that is shorter than its manifest says is refused")
  func short() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/words"
    try AppendFile(path: path, keeping: 0).append([1, 2])
    #expect(
      throws: CheckpointError.damaged(
        path: path, reason: "it is shorter than its checkpoint says")
    ) { try AppendFile(path: path, keeping: 3) }
  }

  @Test("the last manifest that was committed is the one that counts")
  func manifest() throws {
    let parent = try TemporaryFolder()
    let path = parent.path + "/deep/below"
    let large = [UInt8](repeating: 7, count: 200_000)
    do {
      let folder = try CheckpointFolder(path: path)
      #expect(try folder.manifest() == nil)
      try folder.commit([1, 2, 3])
      try folder.commit(large)
    }
    // As a process leaves it that is killed before the renaming.
    try Data([9, 9]).write(to: URL(filePath: path + "/manifest.json.new"))
    #expect(try CheckpointFolder(path: path).manifest() == large)
  }

  @Test("a folder belongs to one search at a time, and nothing is left of it when it is cleared")
  func lock() throws {
    let parent = try TemporaryFolder()
    let path = parent.path + "/one"
    do {
      let folder = try CheckpointFolder(path: path)
      #expect(throws: CheckpointError.inUse(folder: path)) { try CheckpointFolder(path: path) }
      try folder.commit([1])
      let file = try AppendFile(path: path + "/words", keeping: 0)
      try file.append([1])
      folder.clear(["words"])
    }
    #expect(parent.contents.isEmpty)
  }

  @Test("a folder that cannot be made is named")
  func unwritable() {
    #expect(throws: CheckpointError.file(path: "/proc/none", code: ENOENT)) {
      try CheckpointFolder(path: "/proc/none")
    }
    let message = CheckpointError.file(path: "/proc/none", code: ENOENT).message
    #expect(message == "/proc/none: No such file or directory")
  }

  @Test("ranges without others keep exactly the numbers that are in none of them")
  func subtraction() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<500 {
      let own = drawnRanges(&random)
      let others = drawnRanges(&random)
      var left = StateRanges()
      for range in others { left.append(range) }
      let expected = own.flatMap { $0 }.filter { number in
        !others.contains { $0.contains(number) }
      }
      #expect(own.subtracting(left).flatMap { $0 } == expected)
    }
  }

  /// Ascending ranges below about a hundred.
  private func drawnRanges(_ random: inout SplitMix64) -> [Range<Int>] {
    var start = 0
    return (0..<Int(random.next() % 8)).map { _ in
      let lower = start + Int(random.next() % 6)
      start = lower + Int(random.next() % 7)
      return lower..<start
    }
  }
}
