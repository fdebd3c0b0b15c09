package import SpecLanguage

/// What a site of the program stands for.
package enum SiteInformation: Hashable, Sendable {
  case violation(Violation)
  /// A step property, by its index in the spec, for these values of its keys, and its printed name.
  case stepProperty(Int, keys: [Value], name: String)
}

/// Numbers the sites; the same rule at the same place is one.
struct SiteTable {
  private(set) var sites: [SiteInformation] = []
  private var indices: [SiteInformation: Int] = [:]

  mutating func site(of violation: Violation) -> Int { index(of: .violation(violation)) }

  mutating func index(of site: SiteInformation) -> Int {
    if let index = indices[site] { return index }
    sites.append(site)
    indices[site] = sites.count - 1
    return sites.count - 1
  }
}
