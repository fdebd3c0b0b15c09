/// A queue with a check and an act that are two turns of the actor: the shape of most races.
actor RacyQueue {
  private nonisolated let host: any Actor
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }
  let capacity: Int
  private(set) var elements: [Int] = []

  init(capacity: Int, on host: any Actor) {
    self.capacity = capacity
    self.host = host
  }

  var isFull: Bool { elements.count >= capacity }

  func append(_ element: Int) { elements.append(element) }

  /// Check and act in one turn.
  func offer(_ element: Int) -> Bool {
    guard !isFull else { return false }
    elements.append(element)
    return true
  }
}
