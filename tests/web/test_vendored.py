"""What others made and the wheel carries is what they made, and their licences travel with it."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
VENDORED = ROOT / "readinglist" / "web" / "static" / "vendor"
PACKAGES: list[dict[str, Any]] = tomllib.loads((VENDORED / "vendor.toml").read_text("utf-8"))["package"]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_every_vendored_file_is_named_with_its_hash_and_is_what_was_taken() -> None:
    named = {Path(package["folder"], name): wanted for package in PACKAGES for name, wanted in package["files"].items()}
    found = {path.relative_to(VENDORED): path for path in VENDORED.rglob("*") if path.is_file()}
    del found[Path("vendor.toml")]
    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()} == named


def test_every_vendored_package_says_where_it_is_from() -> None:
    for package in PACKAGES:
        assert package["version"] in package["folder"]
        assert package["url"].startswith("https://registry.npmjs.org/")
        assert re.fullmatch(r"[0-9a-f]{64}", package["sha256"])


def test_every_vendored_file_has_a_licence_whose_text_lies_beside_it() -> None:
    for package in PACKAGES:
        texts = {text for row in package["licences"] for text in row["texts"]}
        for name in set(package["files"]) - texts:
            assert any(name.startswith(row["files"]) for row in package["licences"]), name
        assert texts <= set(package["files"])
        assert {name for name in package["files"] if "LICENSE" in name} == texts


def test_the_wheel_names_every_licence_and_carries_every_text() -> None:
    named = set(re.split(r" AND ", PROJECT["license"]))
    rows = [row for package in PACKAGES for row in package["licences"]]
    assert {licence for row in rows for licence in row["licence"].split(" AND ")} <= named
    carried = {path for pattern in PROJECT["license-files"] for path in ROOT.glob(pattern)}
    assert {
        VENDORED / package["folder"] / text
        for package in PACKAGES
        for row in package["licences"]
        for text in row["texts"]
    } <= carried
