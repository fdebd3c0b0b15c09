import CommandLineInterface
import TestSupport
import Testing

@Suite("Help")
struct HelpTests {
  @Test("lists every command and every exit code")
  func overview() {
    let world = TestWorld()
    #expect(world.run("help") == 0)
    for command in CommandName.allCases {
      #expect(world.output.contains("\n  \(command.rawValue) "))
    }
    for (code, meaning) in ExitCodes.table {
      #expect(world.output.contains("\n  \(code) "))
      #expect(world.output.contains(meaning))
    }
  }

  @Test("is the same by help COMMAND and COMMAND --help", arguments: CommandName.allCases)
  func page(of command: CommandName) {
    let world = TestWorld()
    #expect(world.run("help \(command.rawValue)") == 0)
    for option in Option.options(of: command) { #expect(world.output.contains(option.spelling)) }
    if command != .help {
      let other = TestWorld()
      #expect(other.run("\(command.rawValue) --help") == 0)
      #expect(other.output == world.output)
    }
  }

  @Test("explains format as a whole page")
  func formatPage() {
    let world = TestWorld()
    world.run("help format")
    #expect(
      world.output == """
        write specs in their canonical form

        usage: meshcheck format [PATH…] [OPTION…]

        One file is printed in its canonical form. Several files, or a folder, need
        --check or --write. Without a PATH that is the folder 'specs'.

        options:
          --check       change nothing, and list the files that would be changed; exit code 1 if any would
          --write       put the canonical form into the files
          --color WHEN  colours: auto means on a terminal, unless NO_COLOR is set (auto, always, never)
                        [default: auto]
          -h, --help    print help
          --version     print the version

        """)
  }

  @Test("of an unknown command suggests a known one")
  func unknown() {
    let world = TestWorld()
    #expect(world.run("help replya") == 64)
    #expect(
      world.errors == """
        meshcheck: there is no command 'replya'; did you mean 'replay'?
        'meshcheck help' lists them

        """)
  }

  @Test("knows every option name in the table once")
  func table() {
    #expect(
      Option.table.map(\.name.rawValue).sorted() == OptionName.allCases.map(\.rawValue).sorted())
  }

  @Test("fits into 100 columns", arguments: CommandName.allCases)
  func width(command: CommandName) {
    for line in (Help.page(command) + Help.overview).split(separator: "\n") {
      #expect(line.count <= 100, "\(line)")
    }
  }

  @Test("prints the version")
  func version() {
    let world = TestWorld()
    #expect(world.run("--version") == 0)
    #expect(world.output == "meshcheck \(programVersion)\n")
  }

  @Test("is repeated in docs/command-line.md, row by row")
  func documentation() throws {
    let text = try RepositoryFiles.text(at: "docs/command-line.md")
    for command in CommandName.allCases {
      #expect(text.contains("## `meshcheck \(command.rawValue) \(command.arguments)`"))
    }
    for option in Option.table {
      let row = "| `\(option.spelling)` | \(option.explanation) |"
      #expect(text.contains(row), "docs/command-line.md lacks: \(row)")
    }
    for (code, meaning) in ExitCodes.table {
      #expect(text.contains("| \(code) | \(meaning) |"))
    }
  }
}
