import MeshCheck

extension Option {
  /// Every option that there is; help and documentation list them in this order.
  package static let table: [Option] = [
    Option(
      name: .set, value: .assignment, placeholder: "name=value", isRepeatable: true,
      rangeText: "within the parameter's range",
      help: "give a parameter of the specs another value", commands: [.verify, .simulate, .mutate]),
    Option(
      name: .sweep, value: .sweep, placeholder: "name=values", isRepeatable: true,
      rangeText: "within the parameter's range, at most 1,000 combinations",
      help: "verify several values of a parameter, a...b or a,b,c; several sweeps are combined",
      commands: [.verify]),
    Option(
      name: .maxStates, value: .count, placeholder: "N",
      defaultText: "no limit; for a mutant 4 times the spec's, and 10,000",
      rangeText: "1 or more", help: "stop after so many states", commands: [.verify, .mutate]),
    Option(
      name: .maxDepth, value: .count, placeholder: "N", defaultText: "no limit",
      rangeText: "1 or more", help: "expand so many levels below the initial states",
      commands: [.verify]),
    Option(
      name: .timeLimit, value: .duration, placeholder: "T",
      defaultText: "no limit; for a mutant 10 times the spec's, and at least 2s",
      rangeText: "1s or more; units s, m, h", help: "stop each search, or the walks, after so long",
      commands: [.verify, .simulate, .mutate]),
    Option(
      name: .memory, value: .size, placeholder: "SIZE",
      defaultText: "three quarters of what is available",
      rangeText: "1MB or more; units KB, MB, GB, TB of 1,024",
      help: "how much each search may hold, or those of mutants together",
      commands: [.verify, .mutate]),
    Option(
      name: .threads, value: .count, placeholder: "N",
      defaultText: "as many as there are processors", rangeText: "1 or more; at most 256 are used",
      help: "how many threads work; the results are the same",
      commands: [.verify, .simulate, .mutate, .document]),
    Option(
      name: .symmetry, value: .choice(["auto", "off"]), placeholder: "WHEN", defaultText: "auto",
      rangeText: "auto, off",
      help: "let one state stand for all that differ in the names of identities only",
      commands: [.verify]),
    Option(
      name: .constants, value: .choice(["auto", "off"]), placeholder: "WHEN", defaultText: "auto",
      rangeText: "auto, off",
      help: "keep no bits for what has one value in all states; counts are the same",
      commands: [.verify]),
    Option(
      name: .unread, value: .choice(["auto", "off"]), placeholder: "WHEN", defaultText: "auto",
      rangeText: "auto, off",
      help: "take states for one that differ only in what nothing observable depends on",
      commands: [.verify]),
    Option(
      name: .withoutFairness, value: .flag, placeholder: "",
      help: "check temporal properties on all runs, not on fair ones only", commands: [.verify]),
    Option(
      name: .engine, value: .choice(["auto", "bytecode", "native"]), placeholder: "ENGINE",
      defaultText: "auto", rangeText: "auto, bytecode, native",
      help: "what runs the actions; native needs a C compiler, and auto takes one if there is any",
      commands: [.verify]),
    Option(
      name: .compress, value: .choice(CompressionChoice.allCases.map(\.rawValue)),
      placeholder: "WHEN", defaultText: "auto", rangeText: "auto, always, never",
      help: "keep states as trees of shared parts; auto does when memory runs short",
      commands: [.verify]),
    Option(
      name: .spill, value: .folder, placeholder: "DIR",
      help: "move states that are seldom looked at to a file in DIR when memory runs short",
      commands: [.verify]),
    Option(
      name: .checkpoint, value: .folder, placeholder: "DIR",
      help: "save each search in DIR now and then, to go on with --resume when it was killed",
      commands: [.verify]),
    Option(
      name: .checkpointInterval, value: .duration, placeholder: "T", defaultText: "10s",
      rangeText: "1s or more; units s, m, h",
      help: "time between two checkpoints, at least; they are written between levels",
      commands: [.verify]),
    Option(
      name: .resume, value: .flag, placeholder: "",
      help: "go on with the searches that --checkpoint has saved; others begin anew",
      commands: [.verify]),
    Option(
      name: .format, value: .choice(["text", "json", "junit"]), placeholder: "FORMAT",
      defaultText: "text", rangeText: "text, json, junit",
      help: "what to print; of mutants text or json",
      commands: [.verify, .simulate, .mutate]),
    Option(
      name: .trace, value: .folder, placeholder: "DIR",
      help: "write each counterexample to DIR, as .itf.json and .md",
      commands: [.verify, .simulate]),
    Option(
      name: .seed, value: .count, placeholder: "N",
      defaultText: "\(SimulationLimits.defaultSeed)", rangeText: "1 or more",
      help: "begin the random numbers here: the same seed, the same walks", commands: [.simulate]),
    Option(
      name: .walks, value: .count, placeholder: "N",
      defaultText: "\(grouped(SimulationLimits.defaultWalks)), or no limit with --time-limit",
      rangeText: "1 or more", help: "take so many walks", commands: [.simulate]),
    Option(
      name: .depth, value: .count, placeholder: "N",
      defaultText: grouped(SimulationLimits.defaultDepth), rangeText: "1 or more",
      help: "take at most so many steps in each walk", commands: [.simulate]),
    Option(
      name: .walk, value: .index, placeholder: "N", rangeText: "0 or more",
      help: "take only the walk of this number", commands: [.simulate]),
    Option(
      name: .shard, value: .part, placeholder: "K/N", rangeText: "0/N to N-1/N",
      help: "take only walks K, K+N, K+2N …: shards 0/N to N-1/N together are the whole run",
      commands: [.simulate]),
    Option(
      name: .imports, value: .flag, placeholder: "",
      help: "also change the components and functions that the specs import", commands: [.mutate]),
    Option(
      name: .counts, value: .flag, placeholder: "",
      help: "let the numbers of states, transitions and levels that a spec expects notice too",
      commands: [.mutate]),
    Option(
      name: .minimumScore, value: .percentage, placeholder: "P", rangeText: "0 to 100",
      help: "exit code 1 when a spec's score is below, not when a mutant lives",
      commands: [.mutate]),
    Option(
      name: .quiet, letter: "q", value: .flag, placeholder: "",
      help: "print only what is not as expected", commands: [.verify, .simulate, .mutate]),
    Option(
      name: .check, value: .flag, placeholder: "",
      help: "change nothing, and list the files that would be changed; exit code 1 if any would",
      commands: [.document, .format]),
    Option(
      name: .write, value: .flag, placeholder: "",
      help: "put the canonical form into the files", commands: [.format]),
    Option(
      name: .color, value: .choice(["auto", "always", "never"]), placeholder: "WHEN",
      defaultText: "auto", rangeText: "auto, always, never",
      help: "colours: auto means on a terminal, unless NO_COLOR is set",
      commands: [.verify, .simulate, .mutate, .replay, .format]),
    Option(
      name: .help, letter: "h", value: .flag, placeholder: "", help: "print help",
      commands: CommandName.allCases),
    Option(
      name: .version, value: .flag, placeholder: "", help: "print the version",
      commands: CommandName.allCases),
  ]

  /// The options of one command, in the order of the table.
  package static func options(of command: CommandName) -> [Option] {
    table.filter { $0.commands.contains(command) }
  }

  /// `--max-states N`
  package var usage: String {
    placeholder.isEmpty ? "--\(name.rawValue)" : "--\(name.rawValue) \(placeholder)"
  }
}
