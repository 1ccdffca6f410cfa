"""From data/raw to data/clean: all tables, or a list of what is wrong and nothing written."""

import argparse
import gc
import sys
from importlib import import_module
from pathlib import Path

from etl.registry import DATA, RegistryError, package
from etl.run import run

EPILOG = "Without a command: build. `python -m etl COMMAND --help` says more of one."
COMMANDS = {
    "build": "make data/clean from data/raw, if nothing is wrong there (default)",
    "check": "say what is wrong in data/raw; write nothing",
    "edition": "build, and close the edition of the day that datapackage.yaml bears",
    "read": "propose rows from documents, and accept them after review",
}


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return 0, 1 where something is wrong, 130 where somebody stopped it."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        if words[:1] == ["read"]:
            reader = import_module("etl.reader.command")  # its libraries are loaded only when it is asked for
            return int(reader.main(words[1:]))
        return answered(parsed(words))
    except RegistryError as fault:
        print(fault, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or 'data'}: {error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped", file=sys.stderr)
        return 130


def answered(options: argparse.Namespace) -> int:
    """Do what a command line asks for; return 0, or 1 with problems."""
    registry = package(options.data)
    if options.version:
        print(f"{registry['name']} {registry['version']}, data of {registry['created']}")
        return 0
    return run(options.command or "build", registry, options.data, quiet=options.quiet)


def parsed(words: list[str]) -> argparse.Namespace:
    """Return what the words of a command line ask for: command, data, quiet, version."""
    options = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    folder = "folder with datapackage.yaml, raw, clean and editions (default: data)"
    options.add_argument("--data", type=Path, metavar="FOLDER", help=folder)
    options.add_argument("--quiet", action="store_true", help="print problems alone")
    parser = argparse.ArgumentParser(
        prog="python -m etl", description=__doc__, epilog=EPILOG, parents=[options]
    )
    version = "name, version and day of the data, and no more"
    parser.add_argument("--version", action="store_true", help=version)
    parser.add_argument(
        "--check", action="store_const", dest="command", const="check", help="as the command check"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, words_of_help in COMMANDS.items():
        commands.add_parser(name, help=words_of_help, description=words_of_help, parents=[options])
    defaults = {"data": DATA, "quiet": False}
    return argparse.Namespace(**defaults | vars(parser.parse_args(words)))


if __name__ == "__main__":
    gc.disable()  # a build makes a million objects, needs most of them, and ends
    sys.exit(main())
