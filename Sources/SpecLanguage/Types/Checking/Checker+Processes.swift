import SourceText

/// What a process has been lowered to.
struct ProcessInformation {
  var syntax: ProcessSyntax
  var variable: VariableID
  /// The type of the variable: the record, or a map of records.
  var type: Type
  var record: StructureID
  var labels: EnumerationID
  var parameters: [Local]
  /// The steps in the order of the text.
  var steps: [(step: StepSyntax, next: ProcessPosition)]
  var start: ProcessPosition
}

/// What is still to do in a process, innermost block first.
indirect enum ProcessPosition {
  case end
  /// The rest of a block, and what comes after it.
  case statements(ArraySlice<StatementSyntax>, then: ProcessPosition)
  /// Back to the head of a loop, `loop` or `while`, and what comes after it.
  case loop(StatementSyntax, then: ProcessPosition)
}

/// Where control goes on after the step that is being checked.
struct ProcessStepContext {
  var process: DeclarationID
  var next: ProcessPosition
}

extension Checker {
  /// The variable that a process has become, by its name.
  mutating func processValue(_ id: DeclarationID, _ name: String, at span: Span) -> Expression? {
    guard frame.permissions.state else {
      report(NameMistake.notConstant(name, noun: "a process", at: span))
      return nil
    }
    guard isReachable(id, Identifier(text: name, span: span), at: span),
      let process = process(id, at: span)
    else { return nil }
    return Expression(kind: .variable(process.variable), type: process.type, span: span)
  }

  /// Lowers the process when something first needs it.
  mutating func process(_ id: DeclarationID, at span: Span) -> ProcessInformation? {
    if let known = processes[id] { return known }
    guard case .process(let syntax) = names[id].syntax.kind,
      enter(EnvironmentKey(declaration: id, component: nil), at: span)
    else { return nil }
    let made = within(rootFrame(.constant)) { $0.makeProcess(syntax) }.result
    inProgress.removeLast()
    processes[id] = .some(made)
    return made
  }

  private mutating func makeProcess(_ syntax: ProcessSyntax) -> ProcessInformation? {
    let name = syntax.name.text
    guard let parameters = parameters(syntax.parameters) else { return nil }
    guard parameters.count <= 1 else {
      report(RuleMistake.processParameters(name, at: syntax.parameters[1].name.span))
      return nil
    }
    let reported = diagnostics.count
    let steps = collectSteps(of: syntax)
    guard !steps.isEmpty else {
      if diagnostics.count == reported {
        report(RuleMistake.processWithoutSteps(name, at: syntax.name.span))
      }
      return nil
    }
    guard isFew(steps.count, "steps", of: syntax.name) else { return nil }
    let labels = EnumerationID(index: spec.enumerations.count)
    let cases = steps.map { EnumerationType.Case(name: $0.step.label.text, payload: []) }
    spec.enumerations.append(
      EnumerationType(
        name: name + ".Label", cases: cases + [EnumerationType.Case(name: "done", payload: [])],
        isProcessControl: true))
    guard let fields = localFields(of: syntax) else { return nil }
    let record = StructureID(index: spec.structures.count)
    spec.structures.append(
      StructureType(
        name: name, fields: [Field(name: "at", type: .enumeration(labels))] + fields))
    structureDefaults.append(Array(repeating: nil, count: fields.count + 1))
    var type = Type.structure(record)
    if let parameter = parameters.first {
      guard let count = spec.cardinality(of: parameter.type), count <= Self.keysMax else {
        report(
          TypeMistake.tooManyKeys(
            describe(parameter.type), spec.cardinality(of: parameter.type), max: Self.keysMax,
            at: syntax.parameters[0].type.span))
        return nil
      }
      type = .map(key: parameter.type, value: type)
    }
    guard let type = bounded(type, at: syntax.name.span) else { return nil }
    let variable = VariableID(index: spec.variables.count)
    spec.variables.append(
      Variable(name: name, type: type, isGhost: false, isOpen: false, span: syntax.name.span))
    return ProcessInformation(
      syntax: syntax, variable: variable, type: type, record: record, labels: labels,
      parameters: parameters, steps: steps,
      start: .statements(syntax.body.statements[...], then: .end))
  }

  private mutating func localFields(of syntax: ProcessSyntax) -> [Field]? {
    var fields: [Field] = []
    for local in syntax.locals {
      let name = local.name.text
      if name == "at" || fields.contains(where: { $0.name == name }) {
        let first = syntax.locals.first { $0.name.text == name }
        report(
          NameMistake.duplicate(
            name, first: name == "at" ? nil : first?.name.span, at: local.name.span))
        continue
      }
      guard let type = declaredType(of: local) else { return nil }
      if containsComponent(type) {
        report(
          TypeMistake.componentNotAllowed(describe(type), "be a local", at: local.name.span))
        return nil
      }
      fields.append(Field(name: name, type: type))
    }
    return fields
  }

  // MARK: - Steps

  /// The steps in the order of the text, each with what follows it.
  private mutating func collectSteps(
    of syntax: ProcessSyntax
  ) -> [(step: StepSyntax, next: ProcessPosition)] {
    var found: [(step: StepSyntax, next: ProcessPosition)] = []
    collect(&found, syntax.body.statements[...], then: .end)
    return found
  }

  private mutating func collect(
    _ found: inout [(step: StepSyntax, next: ProcessPosition)],
    _ statements: ArraySlice<StatementSyntax>, then after: ProcessPosition
  ) {
    for (index, statement) in zip(statements.indices, statements) {
      let rest = ProcessPosition.statements(statements[(index + 1)...], then: after)
      switch statement.kind {
      // One too many is enough to refuse them all.
      case .step where found.count > Self.keysMax: return
      case .step(let step):
        let label = step.label
        if let first = found.first(where: { $0.step.label.text == label.text }) {
          report(
            NameMistake.duplicate(label.text, first: first.step.label.span, at: label.span))
        } else if label.text == "done" {
          report(RuleMistake.reservedLabel(at: label.span))
        } else {
          found.append((step, rest))
        }
      case .loop(let body), .whileLoop(_, let body):
        collect(&found, body.statements[...], then: .loop(statement, then: rest))
      case .ifElse(_, let then, let otherwise):
        collect(&found, then.statements[...], then: rest)
        collect(&found, (otherwise?.statements ?? [])[...], then: rest)
      default: break
      }
    }
  }

  mutating func declareSteps(of id: DeclarationID, _ syntax: ProcessSyntax) {
    guard let process = process(id, at: syntax.name.span) else { return }
    for (index, item) in process.steps.enumerated() {
      add(
        Action(
          name: syntax.name.text + "." + item.step.label.text,
          parameterCount: process.parameters.count, keyCount: 0, receiver: nil,
          fairness: syntax.fairness, isUrgent: false, guardCondition: nil,
          code: Code(locals: process.parameters), documentation: item.step.documentation,
          span: item.step.label.span, openTransition: nil),
        ActionPlan(source: .step(id, index), place: nil))
    }
  }

  /// The record of the process that a frame's first local chooses.
  func processRecord(_ process: ProcessInformation, at span: Span) -> Expression {
    let variable = Expression(kind: .variable(process.variable), type: process.type, span: span)
    guard let parameter = process.parameters.first else { return variable }
    let key = Expression(kind: .local(LocalID(index: 0)), type: parameter.type, span: span)
    return Expression(kind: .index(variable, key), type: .structure(process.record), span: span)
  }

  /// Binds the process's parameter, and its variables to fields of its record.
  mutating func bindCurrentNames(of process: ProcessInformation) {
    if let parameter = process.syntax.parameters.first, let local = process.parameters.first {
      frame.scopes.bind(
        local.name,
        to: LocalName(
          meaning: .local(frame.processKey ?? LocalID(index: 0)), type: local.type,
          isMutable: false, isGhost: false, span: parameter.name.span))
    }
    let fields = spec.structures[process.record.index].fields
    for (index, field) in fields.enumerated().dropFirst() {
      guard let local = process.syntax.locals.first(where: { $0.name.text == field.name }) else {
        continue
      }
      let place = Expression(
        kind: .field(currentRecord(process, at: local.name.span), index), type: field.type,
        span: local.name.span)
      frame.scopes.bind(
        field.name,
        to: LocalName(
          meaning: .place(place), type: field.type, isMutable: true, isGhost: false,
          span: local.name.span))
    }
  }

  mutating func checkStep(_ step: Int, of id: DeclarationID, _ index: Int) {
    guard let process = processes[id] ?? nil else { return }
    let (item, next) = process.steps[step]
    var frame = rootFrame(.step)
    frame.name = spec.actions[index].name
    frame.processStep = ProcessStepContext(process: id, next: next)
    let (made, used) = within(frame) { checker -> (Expression, [Statement]) in
      for parameter in process.parameters {
        _ = checker.newLocal(parameter.name, parameter.type)
      }
      checker.bindCurrentNames(of: process)
      let here = checker.isAt(step, process, at: item.label.span)
      var condition = here
      if let written = item.guardCondition,
        let extra = checker.permitting(.guardCondition, { $0.condition(written) })
      {
        condition = Expression(kind: .and(here, extra), type: .bool, span: written.span)
      }
      var body = checker.statements(item.body)
      if !body.alwaysReturn {
        body += checker.control(after: ProcessStepContext(process: id, next: next))
      }
      return (condition, body)
    }
    spec.actions[index].guardCondition = made.0
    spec.actions[index].code = Code(locals: used.locals, body: made.1)
  }

  private func isAt(_ label: Int, _ process: ProcessInformation, at span: Span) -> Expression {
    let at = Expression(
      kind: .field(processRecord(process, at: span), 0), type: .enumeration(process.labels),
      span: span)
    let value = Expression(
      kind: .enumCase(label, []), type: .enumeration(process.labels), span: span)
    return Expression(kind: .equal(at, value), type: .bool, span: span)
  }

  // MARK: - The initial state

  mutating func initialiseProcess(
    _ id: DeclarationID, _ syntax: ProcessSyntax, into made: inout [Statement]
  ) {
    guard let process = process(id, at: syntax.name.span) else { return }
    made += forEachProcess(process) { checker in
      var body: [Statement] = []
      let fields = checker.spec.structures[process.record.index].fields
      for (index, field) in fields.enumerated().dropFirst() {
        guard let local = process.syntax.locals.first(where: { $0.name.text == field.name }) else {
          continue
        }
        let record = checker.currentRecord(process, at: local.name.span)
        let place = Expression(
          kind: .field(record, index), type: field.type, span: local.name.span)
        body += checker.initialValue(of: local, place) { _ in false }
      }
      return body
    }
  }

  /// Runs the control that leads to the first step, once all else is initialised.
  mutating func start(_ id: DeclarationID, into made: inout [Statement]) {
    guard case .process = names[id].syntax.kind, let process = processes[id] ?? nil else { return }
    made += forEachProcess(process) { checker in
      checker.control(after: ProcessStepContext(process: id, next: process.start))
    }
  }

  /// Statements for every value of the process's parameter, or once.
  private mutating func forEachProcess(
    _ process: ProcessInformation, _ body: (inout Checker) -> [Statement]
  ) -> [Statement] {
    let span = process.syntax.name.span
    frame.scopes.push()
    defer { frame.scopes.pop() }
    guard let local = process.parameters.first else {
      bindCurrentNames(of: process)
      return body(&self)
    }
    let key = newLocal(local.name, local.type)
    let saved = frame.processKey
    frame.processKey = key
    bindCurrentNames(of: process)
    let made = body(&self)
    frame.processKey = saved
    if made.isEmpty { return [] }
    let binding = Binding(local: key, domain: .type(local.type), condition: nil)
    return [Statement(kind: .forIn(binding, made), span: span)]
  }

  /// As `processRecord`, where the key is the loop variable of the initializer.
  func currentRecord(_ process: ProcessInformation, at span: Span) -> Expression {
    guard let key = frame.processKey, let parameter = process.parameters.first else {
      return processRecord(process, at: span)
    }
    let variable = Expression(kind: .variable(process.variable), type: process.type, span: span)
    let index = Expression(kind: .local(key), type: parameter.type, span: span)
    return Expression(kind: .index(variable, index), type: .structure(process.record), span: span)
  }

  /// A state in which every process has ended is where the model may rest.
  mutating func addProcessTerminal() {
    let ended = (names.order[root] ?? []).compactMap { processes[$0] ?? nil }
    var locals: [Local] = []
    var all: Expression?
    for process in ended {
      let next = hasEnded(process, &locals)
      all = all.map { Expression(kind: .and($0, next), type: .bool, span: next.span) } ?? next
    }
    if let all { spec.terminals.append(Predicate(locals: locals, expression: all)) }
  }

  private func hasEnded(_ process: ProcessInformation, _ locals: inout [Local]) -> Expression {
    let span = process.syntax.name.span
    let done = spec.enumerations[process.labels.index].cases.count - 1
    var record = Expression(kind: .variable(process.variable), type: process.type, span: span)
    var binding: Binding?
    if let parameter = process.parameters.first {
      let local = LocalID(index: locals.count)
      locals.append(parameter)
      let key = Expression(kind: .local(local), type: parameter.type, span: span)
      record = Expression(
        kind: .index(record, key), type: .structure(process.record), span: span)
      binding = Binding(local: local, domain: .type(parameter.type), condition: nil)
    }
    let at = Expression(kind: .field(record, 0), type: .enumeration(process.labels), span: span)
    let test = Expression(kind: .isCase(at, done), type: .bool, span: span)
    guard let binding else { return test }
    return Expression(kind: .forAll(binding, test), type: .bool, span: span)
  }
}
