import Foundation

/// One process of Python for a batch of messages.
enum ReferenceRunner {
  struct Answer: Decodable {
    /// What was not as it should be; empty when nothing.
    var why: String
    /// The reference's own bytes of the value, in hexadecimal.
    var theirs: String
  }

  /// Messages of each format; the environment may ask for more.
  static let count =
    ProcessInfo.processInfo.environment["MESHCHECK_MESSAGES"].flatMap { Int($0) } ?? 400

  /// Is there a Python that can import the module?
  static func has(_ module: String) -> Bool {
    (try? run(["-c", "import \(module)"])) == 0
  }

  static func answers(format: String, lines: [String]) throws -> [Answer] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "meshcheck-messages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let questions = folder.appending(path: "questions")
    let answers = folder.appending(path: "answers")
    try Data(lines.joined(separator: "\n").utf8).write(to: questions)
    let status = try run(["-c", ReferenceScript.text, format, questions.path, answers.path])
    guard status == 0 else { throw ReferenceFailure(status: status) }
    return try Data(contentsOf: answers).split(separator: UInt8(ascii: "\n"))
      .map { try JSONDecoder().decode(Answer.self, from: Data($0)) }
  }

  /// Python itself failed.
  struct ReferenceFailure: Error {
    var status: Int32
  }

  private static func run(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
