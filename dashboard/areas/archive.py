"""Unpacks a zip archive in memory, within limits: count, size, growth, names and kinds of its members."""

import io
import re
import stat
import zipfile
import zlib

from dashboard.areas.limits import MEGABYTE, MEMBERS, RATIO, RATIO_FROM, UNPACKED_MEGABYTES, RefusedError

ZIPPED = (".zip", ".kmz")
PACKED = (".gz", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz")
DEEPEST = 2
"""Archives in archives that are unpacked: one in the file itself, and one in that."""
IGNORED = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
STEP = 64 * 1024


def members(content: bytes) -> dict[str, bytes]:
    """The files of an archive by name, those of archives in it too, within one limit for all.

    Raises:
        RefusedError: it is damaged, locked, too large, or has members that no file of hazard areas needs.
    """
    files = _members(content, UNPACKED_MEGABYTES * MEGABYTE, DEEPEST)
    _check_count(len(files))
    return files


def _members(content: bytes, room: int, depth: int) -> dict[str, bytes]:
    """The files of an archive that have no more bytes than there is room for."""
    contents = _members_alone(content, room, depth)
    for name in [name for name in contents if name.lower().endswith(ZIPPED)]:
        room -= sum(map(len, contents.values()))
        inner = _members(contents.pop(name), max(room, 0), depth - 1)
        contents |= {f"{name}/{part}": one for part, one in inner.items()}
    return contents


def _members_alone(content: bytes, room: int, depth: int) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [info for info in archive.infolist() if not info.is_dir()]
            files = [info for info in files if not IGNORED.search(info.filename)]
            _check(files, depth)
            return _unpacked(archive, files, room)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, UnicodeError) as problem:
        raise RefusedError(
            f"The archive is damaged or packed in an unusual way ({problem}). Zip the files again."
        ) from problem


def _check_count(count: int) -> None:
    if count > MEMBERS:
        raise RefusedError(f"The archive holds {count:,} files; the limit is {MEMBERS}. Zip one layer.")


def _check(files: list[zipfile.ZipInfo], depth: int) -> None:
    """Refuse what can be seen without unpacking."""
    if not files:
        raise RefusedError("The archive is empty. Zip the files themselves.")
    _check_count(len(files))
    packed = PACKED if depth > 1 else (*PACKED, *ZIPPED)
    for info in files:
        name = repr(info.filename[:80])
        if _leaves(info.filename):
            raise RefusedError(
                f"The archive holds {name}, a path that leads out of it. Zip the files without their folders."
            )
        if stat.S_ISLNK(info.external_attr >> 16):
            raise RefusedError(f"The archive holds {name}, a link. Zip the file that it leads to.")
        if info.flag_bits & 0x1:
            raise RefusedError(f"The archive holds {name} under a password. Zip it without one.")
        if info.filename.lower().endswith(packed):
            raise RefusedError(
                f"The archive holds another archive, {name}. Unpack that one and load it alone."
            )
        if info.file_size > RATIO_FROM and info.file_size > RATIO * max(info.compress_size, 1):
            raise RefusedError(
                f"In the archive {name} would grow more than {RATIO} times when unpacked, as a zip bomb "
                "does. Load the layer as GeoPackage or GeoParquet."
            )
    if sum(info.file_size for info in files) > UNPACKED_MEGABYTES * MEGABYTE:
        raise _too_large()


def _unpacked(archive: zipfile.ZipFile, files: list[zipfile.ZipInfo], room: int) -> dict[str, bytes]:
    """Contents, counted while they are read: sizes that an archive states of itself may be untrue."""
    contents: dict[str, bytes] = {}
    for info in files:
        parts = []
        with archive.open(info) as packed:
            while part := packed.read(STEP):
                room -= len(part)
                if room < 0:
                    raise _too_large()
                parts.append(part)
        contents[info.filename] = b"".join(parts)
    return contents


def _leaves(name: str) -> bool:
    """Whether a name would be written outside the folder it is unpacked to.

    >>> [_leaves(name) for name in ("a/b.shp", "../b.shp", "/etc/b.shp", "C:/b.shp")]
    [False, True, True, True]
    """
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name[:1] in ("/", "\\") or ":" in parts[0] or "\0" in name


def _too_large() -> RefusedError:
    return RefusedError(
        f"Unpacked, the archive has more than {UNPACKED_MEGABYTES} MB, the limit. Load it in parts."
    )
