import MeshComponents
import MeshExample

// Shows a mesh at work: `swift run mesh-example`, and `swift run mesh-example --stay` to look at
// its metrics page afterwards.

let stays = CommandLine.arguments.dropFirst().contains("--stay")
do {
  try await Example().run { act in
    print(act)
  } curtain: { page in
    guard stays else { return }
    print("metrics: http://\(page)/metrics (Ctrl-C ends it)")
    try? await ContinuousClock().sleep(for: .seconds(86_400))
  }
} catch {
  print("mesh-example: \(error)")
}
