import CommandLineInterface
import Glibc

exit(runCommandLine(Array(CommandLine.arguments.dropFirst()), in: .system()))
