import SourceText
import SpecLanguage

/// A tree as text without its places, so that two trees can be compared.
func dump(_ file: SyntaxFile) -> String {
  var text = ""
  describe(file.declarations, into: &text)
  return text
}

private func describe(_ value: Any, into text: inout String) {
  if value is Span { return }
  let mirror = Mirror(reflecting: value)
  if mirror.children.isEmpty {
    text += "\(value)"
    return
  }
  if mirror.displayStyle == .enum {
    text += mirror.children.first?.label ?? ""
  }
  text += "("
  for child in mirror.children where child.label != "span" {
    describe(child.value, into: &text)
    text += " "
  }
  text += ")"
}
