extension FairComponents {
  /// Where it is kept which nodes need not be searched, for several threads before the search.
  var shared: Shared { Shared(places: places) }

  struct Shared: Sendable {
    fileprivate let places: SharedNumbers

    @inline(__always)
    func isLeftOut(_ rank: Int) -> Bool { places[rank] == FairComponents.done }

    /// No fair run can stay where the node is.
    @inline(__always)
    func leaveOut(_ rank: Int) { places[rank] = FairComponents.done }

    /// Loads what is kept of a node.
    @inline(__always)
    func touch(_ rank: Int) -> UInt32 { places[rank] }
  }
}
