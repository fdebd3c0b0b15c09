/// How the words of a state hang together in a binary tree.
///
/// Positions below `wordCount` are the words, in order; each further one is a node of two earlier
/// positions. Neighbours are joined layer by layer, and one left over goes up a layer, so words
/// that stand together share nodes, and a change of one word changes about log₂ `wordCount` nodes.
struct TreeShape: Hashable {
  struct Pair: Hashable {
    var left: Int
    var right: Int
  }

  let wordCount: Int
  /// The nodes but for the root, those below before those above.
  let nodes: [Pair]
  /// The nodes of each layer: they are joined from layers below.
  let layers: [Range<Int>]
  let root: Pair

  /// - Precondition: there are two words or more.
  init(wordCount: Int) {
    precondition(wordCount >= 2, "a tree of fewer than two words")
    var nodes: [Pair] = []
    var layers: [Range<Int>] = []
    var layer = Array(0..<wordCount)
    while layer.count > 2 {
      var above: [Int] = []
      let first = nodes.count
      for start in stride(from: 0, to: layer.count, by: 2) {
        if start + 1 == layer.count {
          above.append(layer[start])
        } else {
          nodes.append(Pair(left: layer[start], right: layer[start + 1]))
          above.append(wordCount + nodes.count - 1)
        }
      }
      layers.append(first..<nodes.count)
      layer = above
    }
    self.wordCount = wordCount
    self.nodes = nodes
    self.layers = layers
    root = Pair(left: layer[0], right: layer[1])
  }

  /// Words and nodes without the root.
  var positionCount: Int { wordCount + nodes.count }
}
