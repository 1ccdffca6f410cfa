"""`python -m etl.reader.apart FILE DATA SOURCE`: one document read in a process of its own, told as JSON.

What a hostile file does to that process, in time or memory, ends with it. Nothing is forked: it runs on
Windows as well.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from etl.reader.proposals import Proposals, from_data

LONGEST_TIME = 30  # seconds that the reading of one document may take
MODULE = "etl.reader.apart"
ROOT = Path(__file__).resolve().parent.parent.parent


def read_apart(path: Path, data: Path, source: str) -> Proposals | str:
    """Return the proposals of a document, or why there are none."""
    command = [sys.executable, "-m", MODULE, str(path.resolve()), str(data.resolve()), source]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=LONGEST_TIME, check=False)
        answer = json.loads(run.stdout)
    except subprocess.TimeoutExpired:
        return f"reading it took more than {LONGEST_TIME} seconds: cut it into its parts"
    except ValueError:
        return "the reader came to a sudden end with it: give its text as a plain text file"
    return answer["fault"] if "fault" in answer else from_data(answer)


def main(arguments: list[str]) -> None:
    """Print the proposals of a document, or why there are none, as JSON."""
    from etl.reader.document import read  # noqa: PLC0415

    path, data, source = arguments
    try:
        answer = asdict(read(Path(path), Path(data), source))
    except ValueError as error:
        answer = {"fault": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
