"""A full disk and a read-only one: a clear sentence, and nothing lost. Needs leave to mount."""

from __future__ import annotations

import subprocess

import pytest
from library_world import dump, fill

from ingest.embed import HashingEncoder
from ingest.errors import LibraryError
from ingest.library import Library
from ingest.pipeline import sync

_LARGE = {f"{n}.md": f"# Nummer {n}\n\n" + f"Sætning {n} om hjælp. " * 60 for n in range(60)}


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 1.3 MB with a file of 0.4 MB that can be given up."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1300k", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a file system")
    (place / "ballast").write_bytes(bytes(400_000))
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk_is_said_and_what_was_stored_stays(small_disk, folder):
    directory = small_disk / "bibliotek"
    with Library.open(directory, encoder=HashingEncoder()) as library:
        sync(folder, library)
        fill(folder, _LARGE)
        with pytest.raises(LibraryError, match="Disken er fuld|kan ikke gemmes"):
            sync(folder, library)
    (small_disk / "ballast").unlink()
    for name in _LARGE:
        (folder / name).unlink()
    with Library.open(directory, encoder=HashingEncoder()) as library:
        sync(folder, library)
        assert len(library.search_vectors(library.encoder.query("borgere"), 100)) == 3
    with Library.open(small_disk.parent / "frisk", encoder=HashingEncoder()) as fresh:
        sync(folder, fresh)
    assert dump(directory) == dump(small_disk.parent / "frisk")


def test_a_read_only_disk_is_said(small_disk, folder):
    directory = small_disk / "bibliotek"
    with Library.open(directory, encoder=HashingEncoder()) as library:
        sync(folder, library)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(LibraryError, match="kan ikke"):
        Library.open(directory, encoder=HashingEncoder())
