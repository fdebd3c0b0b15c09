package import SourceText
package import SpecLanguage
package import SpecSemantics

extension TraceSubject {
  /// What is shown of a property of the spec that does not hold, or is reached.
  ///
  /// A measure needs `.least` or `.greatest` instead, and is our own mistake here.
  package init(_ instance: PropertyInstance, of spec: TypedSpec, in sources: SourceMap) {
    let property = spec.properties[instance.property]
    let kind: Kind =
      switch property.kind {
      case .invariant: .invariant
      case .step: .step
      case .temporal: .property
      case .theorem(let id, _, _): .theorem(id: id)
      case .reachable: .reachable
      case .measure: preconditionFailure("\(property.name) is a measure")
      }
    self.init(kind, instance, of: spec, in: sources)
  }

  /// A property under a kind that the caller knows, such as the least value of a measure.
  package init(
    _ kind: Kind, _ instance: PropertyInstance, of spec: TypedSpec, in sources: SourceMap
  ) {
    let property = spec.properties[instance.property]
    self.init(
      kind: kind, name: spec.name(ofProperty: instance.property, keys: instance.keys),
      place: SourceLocation(of: property.span, in: sources), story: property.documentation)
  }

  /// A rule that holds without being written down.
  package init(_ violation: Violation, in sources: SourceMap) {
    self.init(
      kind: .violation(violation.kind), name: violation.name,
      place: SourceLocation(of: violation.span, in: sources))
  }

  package static let deadlock = TraceSubject(kind: .deadlock, name: "deadlock", place: nil)
}
