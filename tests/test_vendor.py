"""Holds the libraries in vendor to what their lock file builds."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

VENDOR = Path(__file__).parent.parent / "vendor"
LIBRARIES = {"d3": "d3-geo", "plotly": "plotly.js", "linkedom": "linkedom"}
BUILT = (
    *(f"{name}/{file}" for name in LIBRARIES for file in (f"{name}.min.js", "LICENSE")),
    *(f"fonts/{path.name}" for path in sorted((VENDOR / "fonts").iterdir())),
)
NO_REGISTRY = re.compile(
    r"npm error code (ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ENETUNREACH|E?NETWORK)", re.I
)


@pytest.mark.parametrize(("library", "main"), LIBRARIES.items())
def test_a_library_is_of_the_version_in_the_lock_file(library, main):
    lock = json.loads((VENDOR / "package-lock.json").read_text(encoding="utf-8"))
    version = lock["packages"][f"node_modules/{main}"]["version"]
    script = (VENDOR / library / f"{library}.min.js").read_text(encoding="utf-8")
    assert script.startswith(f"/* {main} v{version}:")
    assert f"{main} {version}\n" in (VENDOR / library / "LICENSE").read_text(encoding="utf-8")


def npm(folder, *words):
    """What npm answers to a command in a folder."""
    return subprocess.run(["npm", *words], cwd=folder, capture_output=True, text=True, check=False)


# A machine without npm has no such test rather than a skipped one; one that does not reach npm's registry has
# nothing to build from, and leaves it to the others.
if shutil.which("npm") and shutil.which("node"):

    def fetched(cache):
        """The folder with the packages of the lock file, fetched once for each; None without a registry."""
        lock = hashlib.sha256((VENDOR / "package-lock.json").read_bytes()).hexdigest()[:16]
        folder = cache.mkdir(f"vendor-{lock}")
        if (folder / "complete").exists():
            return folder
        for name in ("package.json", "package-lock.json"):
            shutil.copy(VENDOR / name, folder)
        done = npm(folder, "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund")
        if NO_REGISTRY.search(done.stderr):
            return None
        assert done.returncode == 0, done.stderr
        (folder / "complete").touch()
        return folder

    def test_what_is_served_is_built_from_the_lock_file_byte_for_byte(tmp_path, pytestconfig):
        packages, folder = fetched(pytestconfig.cache), tmp_path / "vendor"
        if packages is None:
            return
        shutil.copytree(VENDOR, folder, ignore=shutil.ignore_patterns("node_modules"))
        (folder / "node_modules").symlink_to(packages / "node_modules")
        for name in BUILT:
            (folder / name).unlink()
        built = npm(folder, "run", "build")
        assert built.returncode == 0, built.stderr
        differing = [name for name in BUILT if (folder / name).read_bytes() != (VENDOR / name).read_bytes()]
        assert not differing, f"npm ci --ignore-scripts && npm run build in vendor gives another {differing}"
