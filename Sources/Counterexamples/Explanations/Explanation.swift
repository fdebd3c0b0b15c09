/// Why a property is what it is in one state: its expression, taken apart as far as that helps.
package struct Explanation: Hashable, Sendable {
  /// One line, and what it follows from.
  package struct Node: Hashable, Sendable {
    package enum Finding: Hashable, Sendable {
      /// `x < y   is false`
      case truth(Bool)
      /// `x   = 4`
      case value(String)
      /// `for c = client1`: the text says it all.
      case remark
    }

    /// Source text of an expression, or a remark.
    package var text: String
    package var finding: Finding
    package var children: [Node]
    /// Where a function or invariant stands that the line looks into.
    package var place: SourceLocation?

    package init(
      _ text: String, _ finding: Finding, children: [Node] = [], place: SourceLocation? = nil
    ) {
      self.text = text
      self.finding = finding
      self.children = children
      self.place = place
    }
  }

  /// `Protective is false`
  package var title: String
  package var place: SourceLocation?
  package var nodes: [Node]

  package init(title: String, place: SourceLocation?, nodes: [Node]) {
    self.title = title
    self.place = place
    self.nodes = nodes
  }
}
