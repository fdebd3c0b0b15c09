import SpecCompiler
import SpecLanguage
import SpecSemantics

/// What the engine's numbers stand for.
extension CompiledSpec {
  /// The property that a check is about; nil for constraints and terminals.
  func instance(ofCheck index: Int) -> PropertyInstance? {
    guard case .property(let property) = checks[index].origin else { return nil }
    return PropertyInstance(property: property, keys: checks[index].keys)
  }

  /// The step property that a site is about; nil for violations.
  func instance(ofSite index: Int) -> PropertyInstance? {
    guard case .stepProperty(let property, let keys, _) = sites[index] else { return nil }
    return PropertyInstance(property: property, keys: keys)
  }

  /// The rule that a site is about; nil for step properties.
  func violation(ofSite index: Int) -> Violation? {
    guard case .violation(let violation) = sites[index] else { return nil }
    return violation
  }
}
