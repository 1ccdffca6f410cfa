"""From files of hazard areas to a folder: checked, placed, summed by place, year, hazard and status."""

import sys
from importlib import import_module

from etl.registry import DATA, package
from hazard_areas.options import parser
from hazard_areas.problem import StoppedError


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0, 1 where something is wrong, 130 where somebody stopped it."""
    options = parser().parse_args(arguments)
    try:
        if options.version:
            registry = package(DATA)
            print(f"{registry['name']} {registry['version']}")
            return 0
        if not options.files or options.out is None:
            raise StoppedError("Give the files, and where to write: python -m hazard_areas FILE… --out DIR")
        command = import_module("hazard_areas.command")  # its libraries take a second to load
        command.run_with(options)
        return 0
    except StoppedError as fault:
        print(fault, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or options.out}: {error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; nothing was written", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
